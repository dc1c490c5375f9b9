# The library as others link it: the public header, one archive in which everything else is hidden, and bumpgate.pc.
# libgit2 and the others are linked as whoever uses it has them: nothing of theirs is replaced or included.
find_program(OBJCOPY_PROGRAM NAMES objcopy llvm-objcopy REQUIRED)
set(library_folder ${CMAKE_BINARY_DIR}/library)
set(library_archive ${library_folder}/libbumpgate.a)
file(MAKE_DIRECTORY ${library_folder})
add_custom_command(
  OUTPUT ${library_archive}
  COMMAND ${CMAKE_LINKER} -r -o bumpgate.o --whole-archive
    $<TARGET_FILE:bumpgate_core> $<TARGET_FILE:bumpgate_base> $<TARGET_FILE:bumpgate_text>
  COMMAND ${OBJCOPY_PROGRAM} --localize-hidden bumpgate.o
  COMMAND ${CMAKE_COMMAND} -E rm -f ${library_archive}
  COMMAND ${CMAKE_AR} rcs ${library_archive} bumpgate.o
  DEPENDS bumpgate_core bumpgate_base bumpgate_text
  WORKING_DIRECTORY ${library_folder}
  COMMENT "Making the library of one object"
  VERBATIM)
add_custom_target(library_files ALL DEPENDS ${library_archive})

# Relative to the file itself, so that an installed tree can be moved.
file(RELATIVE_PATH from_pc ${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" from_pc "${from_pc}")
file(CONFIGURE OUTPUT ${library_folder}/bumpgate.pc CONTENT [[
prefix=${pcfiledir}/@from_pc@
libdir=${prefix}/@CMAKE_INSTALL_LIBDIR@
includedir=${prefix}/@CMAKE_INSTALL_INCLUDEDIR@

Name: bumpgate
Description: version gate for repositories of data connectors
Version: @PROJECT_VERSION@
Requires: libgit2 >= 1.5, yaml-0.1, libpcre2-8, libcjson, gmp, libutf8proc
Libs: -L${libdir} -lbumpgate -lpthread -lm
Cflags: -I${includedir}
]] @ONLY)

install(FILES ${CMAKE_SOURCE_DIR}/include/bumpgate.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
install(FILES ${CMAKE_SOURCE_DIR}/include/bumpgate/types.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/bumpgate
  COMPONENT development)
install(FILES ${library_archive} DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
install(FILES ${library_folder}/bumpgate.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
