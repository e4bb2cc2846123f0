// SPDX-License-Identifier: MIT
#include "core/training/trainer/train.h"

#include "core/base/error.h"
#include "core/model/device.h"
#include "core/training/trainer/checkpoint_p.h"
#include "core/training/trainer/run_config.h"
#include "core/training/trainer/run_folder.h"
#include "core/training/trainer/training_step_p.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace steerscope {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// Puts what `write` makes at `target`, in place of what was there.
template <class Write> void replaceFolder(const fs::path& target, Write&& write)
{
    const fs::path partial = target.string() + ".partial";
    const fs::path old = target.string() + ".old";
    fs::remove_all(partial);
    fs::create_directories(partial);
    write(partial);
    fs::remove_all(old);
    if (fs::exists(target))
        fs::rename(target, old);
    fs::rename(partial, target);
    fs::remove_all(old);
}

// Each rank of a machine has a graphics card of its own, where there are as many. The first one keeps what
// was asked for.
std::string deviceOf(const std::string& asked, const Ranks& ranks)
{
    if (ranks.placeOnMachine() == 0 || (asked != "cuda" && asked != "auto"))
        return asked;
    const auto cards = static_cast<int>(devices().size()) - 1; // without the CPU
    return cards > 0 ? "cuda:" + std::to_string(ranks.placeOnMachine() % cards) : asked;
}

class Trainer {
public:
    Trainer(
        const TrainConfig& config, const Ranks& ranks, const TrainCallbacks& callbacks, const StopFlag& stop)
        : m_config(config)
        , m_ranks(ranks)
        , m_callbacks(callbacks)
        , m_stop(stop)
        , m_task(makeTask(config, ranks))
        , m_optimizer(m_task->parameters(),
              {config.optimizer.beta1, config.optimizer.beta2, config.optimizer.epsilon,
                  config.optimizer.weightDecay})
    {
        if (ranks.first()) {
            m_folder.emplace(config.output);
            m_folder->clearCommand();
            keepConfig(config);
        }
        m_status.steps = config.optimizer.steps;
    }

    EndRecord run()
    {
        try {
            prepare();
            return loop();
        } catch (...) {
            const Error error = m_ranks.cause(currentError());
            m_status.state = error.code == ErrorCode::Cancelled ? "stopped" : "failed";
            if (error.code != ErrorCode::Cancelled)
                m_status.error = error;
            writeStatus();
            if (m_folder && m_logOpen && error.code != ErrorCode::Cancelled)
                attempt([&] { return m_folder->log(logLine(endRecord("failed", error.message()))), true; });
            throw Failure(error);
        }
    }

private:
    void prepare()
    {
        m_start.task = trainTaskName(m_config.task);
        m_start.name = m_config.name;
        m_start.device = m_config.compute.device;
        m_start.dtype = m_config.compute.dtype;
        m_start.steps = m_config.optimizer.steps;
        m_start.seed = m_config.seed;
        m_start.threads = at::get_num_threads();
        m_start.ranks = m_ranks.size();
        const auto restored = restoreCheckpoint(checkpoints(), m_task->parameters(), m_optimizer, m_ranks);
        if (restored) {
            m_state = *restored;
            m_start.resumedFrom = restored->step;
        }
        m_status.step = m_state.step;
        m_status.bestWer = m_state.bestWer;
        m_task->prepare(m_state.step, m_start, preparing(), m_stop);
        checkSameData();
        if (restored && restored->dataKey != m_task->dataKey())
            throw Failure(ErrorCode::Input, "the training data has changed since this run began",
                m_config.output.string(), "start in a new folder, or put the data back");
        m_state.dataKey = m_task->dataKey();
        m_start.parameters = m_task->parameters().countByGroup();
        if (!m_folder)
            return;
        m_folder->openLog(m_state.step);
        m_logOpen = true;
        m_folder->log(logLine(m_start));
    }

    ProgressFn preparing()
    {
        return [this](const std::string& stage, double fraction) {
            m_status.stage = stage;
            m_status.fraction = fraction;
            writeStatusSometimes();
            talk(stage, fraction);
        };
    }

    void talk(const std::string& stage, double fraction) const
    {
        m_ranks.working();
        if (m_callbacks.progress && m_folder)
            m_callbacks.progress(stage, fraction);
    }

    void checkSameData() const
    {
        const std::vector<std::string> keys = m_ranks.gather(m_task->dataKey());
        for (std::size_t rank = 1; rank < keys.size(); ++rank)
            if (keys[rank] != keys.front())
                throw Failure(ErrorCode::Input,
                    "rank " + std::to_string(rank) + " finds other training data than the first rank", {},
                    "every machine needs the same files at the same paths, with the same times (rsync -a)");
    }

    EndRecord loop()
    {
        m_status.state = "running";
        m_status.stage.clear();
        m_status.fraction = -1.0;
        writeStatus();
        std::string reason = "steps";
        while (true) {
            if (evaluationDue() && !evaluate()) {
                reason = "early stop";
                break;
            }
            if (m_state.step >= m_config.optimizer.steps)
                break;
            if (stopAsked()) {
                reason = "stopped";
                break;
            }
            oneStep();
            // Before an evaluation too: one that is interrupted is then begun again, not the steps before it.
            if (m_state.step % std::max<std::int64_t>(1, m_config.checkpointEvery) == 0 || evaluationDue())
                checkpoint();
        }
        checkpoint();
        return reason == "stopped" ? stopped() : finished(reason);
    }

    void oneStep()
    {
        const Clock::time_point begin = Clock::now();
        StepRecord record
            = trainingStep(m_config, *m_task, m_optimizer, m_ranks, m_state.step, m_ranks.broken());
        record.stepSeconds = secondsSince(begin);
        m_state.seconds += record.stepSeconds;
        m_state.step = record.step;
        m_secondsPerStep = m_secondsPerStep > 0.0 ? 0.95 * m_secondsPerStep + 0.05 * record.stepSeconds
                                                  : record.stepSeconds;
        record.etaSeconds = m_secondsPerStep * static_cast<double>(m_config.optimizer.steps - record.step);
        record.memoryBytes = residentBytes();
        m_status.step = record.step;
        m_status.loss = record.loss;
        m_status.etaSeconds = record.etaSeconds;
        writeStatusSometimes();
        if (!m_folder)
            return;
        m_folder->log(logLine(record));
        if (m_callbacks.step)
            m_callbacks.step(record, m_config.optimizer.steps);
    }

    bool evaluationDue() const
    {
        const std::int64_t step = m_state.step;
        const bool last = step == m_config.optimizer.steps;
        return step > m_state.evaluatedStep
            && (last || (m_config.devEvery > 0 && step % m_config.devEvery == 0));
    }

    // false: no better for too long.
    bool evaluate()
    {
        const Clock::time_point begin = Clock::now();
        DevRecord record = m_task->evaluate(
            [this](const std::string& stage, double fraction) { talk(stage, fraction); }, m_stop);
        record.step = m_state.step;
        record.seconds = secondsSince(begin);
        // The WER decides; the loss decides between equal ones, and where there is no text yet.
        const double score = record.wer.value_or(0.0) + 1e-6 * std::min(record.loss, 1e5);
        record.best = std::isfinite(score) && score < m_state.bestScore;
        if (record.best) {
            m_state.bestScore = score;
            m_state.bestWer = record.wer;
            m_state.bestStep = m_state.step;
            m_state.devsWithoutBetter = 0;
        } else {
            ++m_state.devsWithoutBetter;
        }
        m_state.evaluatedStep = m_state.step;
        m_checkpointed = -1; // the state has changed
        m_status.devWer = record.wer;
        m_status.bestWer = m_state.bestWer;
        if (m_folder) {
            if (record.best)
                replaceFolder(
                    m_config.output / "best", [&](const fs::path& folder) { m_task->writeModel(folder); });
            m_folder->log(logLine(record));
            if (m_callbacks.dev)
                m_callbacks.dev(record);
        }
        return m_config.devPatience == 0 || m_state.devsWithoutBetter < m_config.devPatience;
    }

    void checkpoint()
    {
        if (!m_folder || m_checkpointed == m_state.step)
            return;
        const fs::path path = writeCheckpoint(
            checkpoints(), m_state, m_task->parameters(), m_optimizer, m_config.checkpointKeep);
        m_checkpointed = m_state.step;
        m_folder->log(checkpointLine(m_state.step, fs::relative(path, m_config.output).string()));
    }

    // The window tells the first rank, a signal any of them; all hear.
    bool stopAsked()
    {
        double asked = m_stop.stopped() ? 1.0 : 0.0;
        if (m_folder) {
            TrainCommand command = m_folder->takeCommand();
            if (command == TrainCommand::Pause)
                command = waitPaused();
            if (command == TrainCommand::Stop || m_stop.stopped())
                asked = 1.0;
        }
        m_ranks.sum(&asked, 1);
        return asked > 0.0;
    }

    TrainCommand waitPaused()
    {
        m_status.state = "paused";
        writeStatus();
        TrainCommand command = TrainCommand::None;
        while (!m_stop.stopped() && command != TrainCommand::Continue && command != TrainCommand::Stop) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            m_ranks.working();
            command = m_folder->takeCommand();
        }
        m_status.state = "running";
        writeStatus();
        return command;
    }

    EndRecord endRecord(const std::string& state, const std::string& reason) const
    {
        return {m_state.step, state, reason, m_state.seconds, m_state.bestWer, m_state.bestStep};
    }

    EndRecord stopped()
    {
        m_status.state = "stopped";
        const EndRecord record = endRecord("stopped", "stopped");
        if (m_folder)
            m_folder->log(logLine(record));
        writeStatus();
        if (m_stop.stopped())
            m_stop.throwIfStopped();
        return record;
    }

    EndRecord finished(const std::string& reason)
    {
        const EndRecord record = endRecord("finished", reason);
        if (m_folder) {
            replaceFolder(
                m_config.output / "model", [&](const fs::path& folder) { m_task->writeModel(folder); });
            m_folder->log(logLine(record));
        }
        m_status.state = "finished";
        m_status.etaSeconds = 0.0;
        writeStatus();
        return record;
    }

    fs::path checkpoints() const { return m_config.output / "checkpoints"; }

    void writeStatus()
    {
        if (m_folder)
            m_folder->writeStatus(m_status);
        m_statusWritten = Clock::now();
    }
    void writeStatusSometimes()
    {
        if (secondsSince(m_statusWritten) > 1.0)
            writeStatus();
    }

    const TrainConfig& m_config;
    const Ranks& m_ranks;
    const TrainCallbacks& m_callbacks;
    const StopFlag& m_stop;
    std::unique_ptr<Task> m_task;
    AdamW m_optimizer;
    std::optional<RunFolder> m_folder; // on the first rank
    bool m_logOpen = false;
    StartRecord m_start;
    RunState m_state;
    TrainStatus m_status;
    std::int64_t m_checkpointed = -1;
    double m_secondsPerStep = 0.0;
    Clock::time_point m_statusWritten;
};

} // namespace

EndRecord train(const TrainConfig& config, const TrainCallbacks& callbacks, const StopFlag& stop)
{
    return train(config, *singleRank(), callbacks, stop);
}

EndRecord train(
    const TrainConfig& asked, const Ranks& ranks, const TrainCallbacks& callbacks, const StopFlag& stop)
{
    TrainConfig config = asked;
    config.compute.device = deviceOf(asked.compute.device, ranks);
    at::set_num_threads(config.compute.threads > 0
            ? config.compute.threads
            : std::max(1, static_cast<int>(std::thread::hardware_concurrency()) / ranks.onThisMachine()));
    return Trainer(config, ranks, callbacks, stop).run();
}

} // namespace steerscope
