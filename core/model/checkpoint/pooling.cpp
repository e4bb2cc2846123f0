// SPDX-License-Identifier: MIT
#include "core/model/checkpoint/bundle.h"

#include "core/base/error.h"

#include <charconv>
#include <string_view>

namespace steerscope {

namespace {

constexpr int kMaxNumber = 1000;

[[noreturn]] void refuse(const std::string& text)
{
    throw Failure(ErrorCode::Usage, "'" + text + "' is no pooling", {},
        "write max,KERNEL@LAYER, average,KERNEL@LAYER, reshape,KERNEL or none, for example max,4@32");
}

int numberIn(std::string_view digits, const std::string& whole)
{
    int number = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (result.ec != std::errc() || result.ptr != digits.data() + digits.size() || number < 1
        || number > kMaxNumber)
        refuse(whole);
    return number;
}

PoolingKind kindIn(std::string_view name, const std::string& whole)
{
    if (name == "max")
        return PoolingKind::Max;
    if (name == "average" || name == "avg")
        return PoolingKind::Average;
    if (name == "reshape")
        return PoolingKind::Reshape;
    refuse(whole);
}

} // namespace

Pooling parsePooling(const std::string& text)
{
    if (text == "none")
        return {};
    const std::string_view view = text;
    const std::size_t comma = view.find(',');
    const std::size_t at = view.find('@');
    if (comma == std::string_view::npos || (at != std::string_view::npos && at < comma))
        refuse(text);
    Pooling pooling;
    pooling.kind = kindIn(view.substr(0, comma), text);
    pooling.kernel
        = numberIn(view.substr(comma + 1, at == std::string_view::npos ? at : at - comma - 1), text);
    const bool positioned = pooling.kind != PoolingKind::Reshape;
    if (positioned != (at != std::string_view::npos))
        refuse(text);
    if (positioned)
        pooling.position = numberIn(view.substr(at + 1), text);
    return pooling;
}

std::string poolingText(const Pooling& pooling)
{
    const std::string kernel = std::to_string(pooling.kernel);
    switch (pooling.kind) {
    case PoolingKind::None:
        break;
    case PoolingKind::Max:
        return "max," + kernel + "@" + std::to_string(pooling.position);
    case PoolingKind::Average:
        return "average," + kernel + "@" + std::to_string(pooling.position);
    case PoolingKind::Reshape:
        return "reshape," + kernel;
    }
    return "none";
}

} // namespace steerscope
