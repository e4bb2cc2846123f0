// SPDX-License-Identifier: MIT
// The one error type of SteerScope. An error says what failed, where, and what the user can do about it.
//
// Inside the core a failure is thrown as Failure; it is caught at the borders (engine loop, command line's
// main, jobs of the window), which show or send the Error it carries. The core never prints and never exits.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace steerscope {

enum class ErrorCode {
    Usage, // wrong arguments or settings (command line: exit code 2)
    Input, // an input file cannot be read or is not what it says (3)
    Model, // the model cannot be used (4)
    Device, // the device cannot be used (5)
    OutOfMemory, // not enough memory on the device (5)
    Output, // the output cannot be written (6)
    Cancelled, // stopped on request (130)
    Protocol, // a message between window and engine is malformed
    EngineLost, // the engine process ended unexpectedly
    Audio, // a recording or playback device failed
    Internal, // a defect of the program
};

// Stable lower-case name used on the wire and in JSON, for example "out_of_memory".
const char* errorCodeName(ErrorCode code);
// The code of a name; nullopt if there is none of that name.
std::optional<ErrorCode> errorCodeFromName(const std::string& name);

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string what; // what failed, one line, no final full stop
    std::string where; // file, tensor, device; may be empty
    std::string remedy; // what the user can do; may be empty

    // "WHAT: WHERE: REMEDY", empty parts left out.
    std::string message() const;
};

class Failure : public std::exception {
public:
    explicit Failure(Error error);
    Failure(ErrorCode code, std::string what, std::string where = {}, std::string remedy = {});
    const Error& error() const { return m_error; }
    const char* what() const noexcept override { return m_message.c_str(); }

private:
    Error m_error;
    std::string m_message;
};

// A value or an Error, for borders where exceptions must not pass (Qt's event loop, threads).
template <class T> class Result {
public:
    Result(T value)
        : m_state(std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::move(error))
    {
    }
    explicit operator bool() const { return std::holds_alternative<T>(m_state); }
    T& value() { return std::get<T>(m_state); }
    const T& value() const { return std::get<T>(m_state); }
    const Error& error() const { return std::get<Error>(m_state); }

private:
    std::variant<T, Error> m_state;
};

// Describes the exception being handled; call inside a catch block. Anything that is not a Failure becomes
// Internal (std::bad_alloc: OutOfMemory).
Error currentError();

// Runs f() and returns its value or the Error it threw.
template <class F> auto attempt(F&& f) -> Result<decltype(f())>
{
    try {
        return f();
    } catch (...) {
        return currentError();
    }
}

} // namespace steerscope
