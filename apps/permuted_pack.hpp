#pragma once

#include "scenarios/scenario.hpp"

namespace stempath::apps {

/*! The pack of a study with its groups and axes, and the values of each axis, declared in reverse.
 *  By the first law of the engine it gives the same bits. Throws std::logic_error when it cannot be
 *  read, since the study's own could.
 */
models::Pack permuted_pack(scenarios::Study const& study);

} // namespace stempath::apps
