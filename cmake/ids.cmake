# The ids of rules/vocabulary.yaml as one macro, for src/base/id.h. Made when the build is configured, as the reader of
# the vocabulary is compiled with it; that reader then holds the list against the file.
set(vocabulary ${CMAKE_SOURCE_DIR}/rules/vocabulary.yaml)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${vocabulary})
file(STRINGS ${vocabulary} ids REGEX "^[a-z0-9-]+:$")
set(rows)
foreach(id IN LISTS ids)
  string(REPLACE ":" "" id ${id})
  string(TOUPPER ${id} name)
  string(REPLACE "-" "_" name ${name})
  string(APPEND rows " \\\n    X(${name}, \"${id}\")")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/bumpgate_ids.h CONTENT
  "/* Generated from rules/vocabulary.yaml by cmake/ids.cmake. */\n#define BG_IDS(X)${rows}\n")
