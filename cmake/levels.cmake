# One source, several instruction levels. The program picks a level when it starts; every level gives the same bits.

set(STEMPATH_LEVELS baseline)
set(STEMPATH_LEVEL_FLAGS_baseline "")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  set(STEMPATH_LEVEL_FLAGS_baseline -march=x86-64)
  set(STEMPATH_LEVEL_FLAGS_v3 -march=x86-64-v3)
  set(STEMPATH_LEVEL_FLAGS_v4 -march=x86-64-v4 -mprefer-vector-width=512)
  list(APPEND STEMPATH_LEVELS v3 v4)
endif()

# Compiles `source` into `target` at every level, each time with STEMPATH_LEVEL naming the namespace that the source puts
# everything in. Whoever links the target sees STEMPATH_HAS_LEVEL_<level>=1 for each level there is.
# Such a source must not emit functions that other objects may share (inline functions, templates of other namespaces): the
# linker would keep one copy of them, perhaps the one that needs AVX-512. tests/lint/leveled_symbols.py checks this.
function(stempath_add_leveled target source)
  cmake_path(GET source STEM stem)
  cmake_path(ABSOLUTE_PATH source)
  set_property(GLOBAL APPEND PROPERTY STEMPATH_LEVELED_SOURCES "${source}")
  foreach(level IN LISTS STEMPATH_LEVELS)
    set(objects "${target}_${stem}_${level}")
    add_library(${objects} OBJECT "${source}")
    target_link_libraries(${objects} PRIVATE stempath_flags)
    target_compile_options(${objects} PRIVATE $<$<CONFIG:Release>:-O3> ${STEMPATH_LEVEL_FLAGS_${level}})
    target_compile_definitions(${objects} PRIVATE STEMPATH_LEVEL=${level})
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:${objects}>)
  endforeach()
  list(TRANSFORM STEMPATH_LEVELS REPLACE "(.+)" "STEMPATH_HAS_LEVEL_\\1=1" OUTPUT_VARIABLE levels)
  target_compile_definitions(${target} PUBLIC ${levels})
endfunction()
