# What every source of ours is compiled with.

add_library(stempath_flags INTERFACE)
target_include_directories(stempath_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(stempath_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow
  # A fused multiply-add rounds once instead of twice: results would depend on the instruction level.
  -ffp-contract=off)
if(STEMPATH_WERROR)
  target_compile_options(stempath_flags INTERFACE -Werror)
endif()

target_compile_definitions(stempath_flags INTERFACE
  STEMPATH_VERSION="${PROJECT_VERSION}"
  STEMPATH_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
if(STEMPATH_CHECKS)
  target_compile_definitions(stempath_flags INTERFACE STEMPATH_CHECKS=1)
endif()
