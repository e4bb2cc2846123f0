// SPDX-License-Identifier: MIT
#include "core/training/trainer/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/training/trainer/log_records.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace steerscope {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

[[noreturn]] void failOutput(const std::string& what, const fs::path& where, int error)
{
    throw Failure(ErrorCode::Output, what + " (" + std::strerror(error) + ")", where.string(),
        error == ENOSPC ? "free some space and start the training again: it goes on from its last checkpoint"
                        : "choose another folder");
}

Json optional(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

// The bytes of the log's lines that stay: whole ones, of steps up to `step`.
std::uintmax_t keptBytes(const fs::path& file, std::int64_t step)
{
    std::ifstream log(file, std::ios::binary);
    std::uintmax_t kept = 0;
    for (std::string line; std::getline(log, line) && !log.eof();) {
        const auto at = stepOfLine(line);
        if (at && *at > step)
            break;
        kept += line.size() + 1;
    }
    return kept;
}

} // namespace

RunFolder::RunFolder(const fs::path& folder)
    : m_folder(folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Failure(ErrorCode::Output, "the run folder cannot be made (" + error.message() + ")",
            folder.string(), "choose another folder");
    const fs::path lock = file("lock");
    m_lock = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_lock < 0)
        failOutput("the run folder cannot be written", folder, errno);
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(m_lock);
        throw Failure(ErrorCode::Output, "another process trains in this folder", folder.string(),
            "stop it first, or choose another folder");
    }
}

RunFolder::~RunFolder()
{
    if (m_log >= 0)
        ::close(m_log);
    ::close(m_lock); // and with it the lock
}

void RunFolder::openLog(std::int64_t step)
{
    const fs::path path = file("log.jsonl");
    m_log = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (m_log < 0 || ::ftruncate(m_log, static_cast<off_t>(keptBytes(path, step))) != 0)
        failOutput("the log cannot be written", path, errno);
}

void RunFolder::log(const std::string& line)
{
    const std::string whole = line + "\n";
    if (::write(m_log, whole.data(), whole.size()) != static_cast<ssize_t>(whole.size()))
        failOutput("the log cannot be written", file("log.jsonl"), errno ? errno : ENOSPC);
}

void RunFolder::writeStatus(const TrainStatus& status) const noexcept
{
    try {
        Json json{{"state", status.state}, {"pid", ::getpid()}, {"step", status.step},
            {"steps", status.steps}, {"stage", status.stage}, {"fraction", status.fraction},
            {"loss", std::isfinite(status.loss) ? Json(status.loss) : Json(nullptr)},
            {"dev_wer", optional(status.devWer)}, {"best_wer", optional(status.bestWer)},
            {"eta_s", status.etaSeconds}, {"updated", std::time(nullptr)}};
        if (status.error)
            json["error"] = {{"what", status.error->what}, {"where", status.error->where},
                {"remedy", status.error->remedy}};
        AtomicFile output(file("status.json"));
        output.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
        output.commit();
    } catch (...) { // NOLINT(bugprone-empty-catch): a status is not worth a training
    }
}

TrainCommand RunFolder::takeCommand()
{
    const fs::path path = file("control.json");
    std::error_code error;
    if (!fs::exists(path, error))
        return TrainCommand::None;
    std::ifstream stream(path);
    const Json json = Json::parse(stream, nullptr, /*allow_exceptions=*/false);
    clearCommand();
    const std::string command = json.is_object() ? json.value("command", "") : "";
    if (command == "pause")
        return TrainCommand::Pause;
    if (command == "continue")
        return TrainCommand::Continue;
    return command == "stop" ? TrainCommand::Stop : TrainCommand::None;
}

void RunFolder::clearCommand() const
{
    std::error_code error;
    fs::remove(file("control.json"), error);
}

} // namespace steerscope
