# Writes a source that holds the parts of the report: cmake -DFROM=DIRECTORY -DTO=FILE -P embed.cmake

set(literals "")
foreach(part page.html page.css page.js)
  file(READ "${FROM}/${part}" text)
  if(text MATCHES "\\)embedded\"")
    message(FATAL_ERROR "${part} holds the end of the literal that it is embedded as")
  endif()
  string(APPEND literals "            R\"embedded(${text})embedded\",\n")
endforeach()
file(WRITE "${TO}" "// Made of output/report/ by cmake/embed.cmake.
#include \"output/report_page.hpp\"

namespace stempath::output {

ReportParts report_parts() {
    return {
${literals}    };
}

} // namespace stempath::output
")
