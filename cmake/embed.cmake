# Writes a source that holds the parts of the report:
# cmake -DFROM=DIRECTORY -DSCRIPTS=NAME,NAME... -DTO=FILE -P embed.cmake. Scripts are joined in their order.

# One literal of each file; the compiler joins neighbours.
function(embed into)
  set(literals "")
  foreach(part ${ARGN})
    file(READ "${FROM}/${part}" text)
    if(text MATCHES "\\)embedded\"")
      message(FATAL_ERROR "${part} holds the end of the literal that it is embedded as")
    endif()
    string(APPEND literals "            R\"embedded(${text})embedded\"\n")
  endforeach()
  set(${into} "${literals}            ,\n" PARENT_SCOPE)
endfunction()

string(REPLACE "," ";" scripts "${SCRIPTS}")
embed(page page.html)
embed(style page.css)
embed(script ${scripts})
set(literals "${page}${style}${script}")
file(WRITE "${TO}" "// Made of output/report/ by cmake/embed.cmake.
#include \"output/report_page.hpp\"

namespace stempath::output {

ReportParts report_parts() {
    return {
${literals}    };
}

} // namespace stempath::output
")
