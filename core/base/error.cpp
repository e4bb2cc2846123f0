// SPDX-License-Identifier: MIT
#include "core/base/error.h"

#include <array>
#include <new>

namespace steerscope {

namespace {

struct CodeName {
    ErrorCode code;
    const char* name;
};

constexpr std::array kCodeNames{
    CodeName{ErrorCode::Usage, "usage"},
    CodeName{ErrorCode::Input, "input"},
    CodeName{ErrorCode::Model, "model"},
    CodeName{ErrorCode::Device, "device"},
    CodeName{ErrorCode::OutOfMemory, "out_of_memory"},
    CodeName{ErrorCode::Output, "output"},
    CodeName{ErrorCode::Cancelled, "cancelled"},
    CodeName{ErrorCode::Protocol, "protocol"},
    CodeName{ErrorCode::EngineLost, "engine_lost"},
    CodeName{ErrorCode::Audio, "audio"},
    CodeName{ErrorCode::Internal, "internal"},
};

} // namespace

const char* errorCodeName(ErrorCode code)
{
    for (const CodeName& entry : kCodeNames)
        if (entry.code == code)
            return entry.name;
    return "internal";
}

std::optional<ErrorCode> errorCodeFromName(const std::string& name)
{
    for (const CodeName& entry : kCodeNames)
        if (name == entry.name)
            return entry.code;
    return std::nullopt;
}

std::string Error::message() const
{
    std::string text = what;
    for (const std::string* part : {&where, &remedy})
        if (!part->empty())
            text += ": " + *part;
    return text;
}

Failure::Failure(Error error)
    : m_error(std::move(error))
    , m_message(m_error.message())
{
}

Failure::Failure(ErrorCode code, std::string what, std::string where, std::string remedy)
    : Failure(Error{code, std::move(what), std::move(where), std::move(remedy)})
{
}

Error currentError()
{
    try {
        throw;
    } catch (const Failure& failure) {
        return failure.error();
    } catch (const std::bad_alloc&) {
        return {
            ErrorCode::OutOfMemory, "not enough memory", {}, "close other programs or use a smaller model"};
    } catch (const std::exception& exception) {
        return {ErrorCode::Internal, exception.what(), {}, {}};
    } catch (...) {
        return {ErrorCode::Internal, "unknown failure", {}, {}};
    }
}

} // namespace steerscope
