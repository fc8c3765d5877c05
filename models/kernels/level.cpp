#include "models/model.hpp"

#include <stdexcept>

namespace stempath::models {

bool machine_has(Level level) {
    switch (level) {
    case Level::best:
    case Level::baseline:
        return true;
    case Level::v3:
#ifdef STEMPATH_HAS_LEVEL_v3
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
               __builtin_cpu_supports("fma");
#else
        return false;
#endif
    case Level::v4:
#ifdef STEMPATH_HAS_LEVEL_v4
        return machine_has(Level::v3) && __builtin_cpu_supports("avx512f") &&
               __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
               __builtin_cpu_supports("avx512vl");
#else
        return false;
#endif
    }
    return false;
}

Kernels const& kernels_at(Level level) {
    if (!machine_has(level))
        throw std::invalid_argument("this machine lacks the instructions asked for");
#ifdef STEMPATH_HAS_LEVEL_v4
    if (level == Level::v4 || (level == Level::best && machine_has(Level::v4)))
        return v4::kernels;
#endif
#ifdef STEMPATH_HAS_LEVEL_v3
    if (level == Level::v3 || (level == Level::best && machine_has(Level::v3)))
        return v3::kernels;
#endif
    return baseline::kernels;
}

} // namespace stempath::models
