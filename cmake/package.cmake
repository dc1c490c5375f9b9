# What is installed, and the Debian package: the program, its manual and its completions (both made from the program's
# own tables), the documentation.
include(GNUInstallDirs)
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME program)

add_executable(generate_manual ${CMAKE_SOURCE_DIR}/tools/manual.c)
target_link_libraries(generate_manual PRIVATE bumpgate_cli)
add_executable(generate_completions ${CMAKE_SOURCE_DIR}/tools/completions.c)
target_link_libraries(generate_completions PRIVATE bumpgate_cli)

# The names of the pages are those of the files of the commands.
file(GLOB command_files RELATIVE ${CMAKE_SOURCE_DIR}/src/cli CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/cli/cmd_*.c)
set(command_pages ${command_files})
list(TRANSFORM command_pages REPLACE "cmd_(.*)\\.c" "bumpgate-\\1.1")
set(package_folder ${CMAKE_BINARY_DIR}/package)
set(pages bumpgate.1 ${command_pages})
set(compressed_pages ${pages})
list(TRANSFORM compressed_pages APPEND .gz)
list(TRANSFORM compressed_pages PREPEND ${package_folder}/man/)
file(MAKE_DIRECTORY ${package_folder}/man)
# Debian wants a changelog of its own form; what changed is in CHANGELOG.md. The date follows SOURCE_DATE_EPOCH.
string(TIMESTAMP today "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(CONFIGURE OUTPUT ${package_folder}/changelog CONTENT
  "bumpgate (@PROJECT_VERSION@) unstable; urgency=medium\n\n  * What changed is in CHANGELOG.md.\n\n -- The bumpgate authors <bumpgate@git.example>  @today@\n" @ONLY)
# The libraries are linked from their archives on purpose: that makes the start fast, and the network half of one of them
# is left out.
file(WRITE ${package_folder}/overrides "bumpgate: embedded-library\n")
add_custom_command(
  OUTPUT ${compressed_pages} ${package_folder}/bumpgate.bash ${package_folder}/_bumpgate
    ${package_folder}/bumpgate.fish ${package_folder}/changelog.gz ${package_folder}/README.md
  COMMAND generate_manual ${package_folder}/man
  COMMAND gzip -9nfk ${pages}
  COMMAND generate_completions bash > ${package_folder}/bumpgate.bash
  COMMAND generate_completions zsh > ${package_folder}/_bumpgate
  COMMAND generate_completions fish > ${package_folder}/bumpgate.fish
  COMMAND gzip -9nc ${package_folder}/changelog > ${package_folder}/changelog.gz
  COMMAND sed "s|](LICENSE)|](copyright)|" ${CMAKE_SOURCE_DIR}/README.md > ${package_folder}/README.md
  DEPENDS generate_manual generate_completions ${package_folder}/changelog ${CMAKE_SOURCE_DIR}/README.md
  WORKING_DIRECTORY ${package_folder}/man
  COMMENT "Writing the manual and the completions"
  VERBATIM)
add_custom_target(package_files ALL DEPENDS ${compressed_pages})

install(TARGETS bumpgate RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${compressed_pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${package_folder}/bumpgate.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
  RENAME bumpgate)
install(FILES ${package_folder}/_bumpgate DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${package_folder}/bumpgate.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${package_folder}/changelog.gz DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES ${package_folder}/overrides DESTINATION ${CMAKE_INSTALL_DATADIR}/lintian/overrides RENAME bumpgate)
# The documentation, with all that its links lead to (tests/manual/installed).
install(FILES ${package_folder}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${CMAKE_SOURCE_DIR}/CONTRIBUTING.md ${CMAKE_SOURCE_DIR}/SECURITY.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/docs ${CMAKE_SOURCE_DIR}/examples ${CMAKE_SOURCE_DIR}/rules
  DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The package is the program; the library (cmake/library.cmake) is for who builds upon it.
set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME bumpgate)
set(CPACK_DEBIAN_PROGRAM_FILE_NAME DEB-DEFAULT)
set(CPACK_PACKAGE_NAME bumpgate)
set(CPACK_PACKAGE_CONTACT "The bumpgate authors <bumpgate@git.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "version gate for repositories of data connectors")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "Finds the connectors that a change touches, reads their configuration and
streams before and after, and says which version the change needs at least.
Breaking changes are shown by a configuration that was accepted before and
is refused now. Writes patch and minor versions itself.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
