// SPDX-License-Identifier: MIT
// Work away from the GUI thread, one kind per runner. The newest request wins: an older one is asked to stop
// and what it still delivers is dropped. The destructor asks and waits, so a job never outlives what it was
// given.
#pragma once

#include "core/base/error.h"
#include "core/base/stop_flag.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace steerscope {

class JobRunner : public QObject {
    Q_OBJECT

public:
    explicit JobRunner(QObject* parent = nullptr);
    ~JobRunner() override;

    // A job's way to say something before it is done; the functor runs on the GUI thread unless a newer job
    // started.
    class Reporter {
    public:
        void post(std::function<void()> onGuiThread) const;

    private:
        friend class JobRunner;
        void finish(std::function<void()> onGuiThread) const;

        JobRunner* m_runner = nullptr; // outlives the job
        quint64 m_generation = 0;
    };

    // work runs on the pool, done on the GUI thread with what work returned or threw.
    template <class Work, class Done> void start(Work work, Done done)
    {
        const StopFlag stop = begin();
        const Reporter reporter = this->reporter();
        m_pool.start([work = std::move(work), done = std::move(done), stop, reporter] {
            const auto run = [&] { return work(stop, reporter); };
            const auto result = std::make_shared<decltype(attempt(run))>(attempt(run));
            reporter.finish([done, result] { done(std::move(*result)); });
        });
    }
    void cancel(); // nothing is delivered any more
    bool busy() const { return m_busy; }

private:
    StopFlag begin();
    Reporter reporter();

    QThreadPool m_pool;
    StopFlag m_stop;
    quint64 m_generation = 0;
    bool m_busy = false;
};

} // namespace steerscope
