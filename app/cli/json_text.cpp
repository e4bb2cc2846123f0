// SPDX-License-Identifier: MIT
#include "app/cli/json_text.h"

namespace steerscope::cli {

std::string jsonText(const Json& json, int indent)
{
    return json.dump(indent, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace steerscope::cli
