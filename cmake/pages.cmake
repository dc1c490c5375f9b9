# The style and the script of the HTML reports as bytes of a header, each with the hash by which the page allows it and
# nothing else (Content Security Policy 3, 6.7.2.3: base64 of its SHA-256).
function(base64_of hex out)
  set(alphabet ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  # 32 bytes: ten times three, and two that are filled up.
  set(text)
  set(filled "${hex}00")
  foreach(at RANGE 0 60 6)
    string(SUBSTRING ${filled} ${at} 6 group)
    math(EXPR bits "0x${group}")
    foreach(shift 18 12 6 0)
      math(EXPR digit "(${bits} >> ${shift}) & 63")
      string(SUBSTRING ${alphabet} ${digit} 1 letter)
      string(APPEND text ${letter})
    endforeach()
  endforeach()
  string(REGEX REPLACE ".$" "=" text ${text})
  set(${out} ${text} PARENT_SCOPE)
endfunction()

set(page_rows)
foreach(name style.css script.js)
  set(file ${CMAKE_SOURCE_DIR}/src/report/html/${name})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(SHA256 ${file} hash)
  base64_of(${hash} hash)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1, " bytes "${bytes}")
  string(MAKE_C_IDENTIFIER ${name} id)
  string(APPEND page_rows
    "\nstatic const char bg_page_${id}_hash[] = \"sha256-${hash}\";\n"
    "static const unsigned char bg_page_${id}[] = {\n${bytes}\n};\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/report/page_files.h CONTENT
  "/* Generated from src/report/html by cmake/pages.cmake. */\n${page_rows}")
