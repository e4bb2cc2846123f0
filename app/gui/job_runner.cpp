// SPDX-License-Identifier: MIT
#include "app/gui/job_runner.h"

#include <QMetaObject>

namespace steerscope {

JobRunner::JobRunner(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(2000);
}

JobRunner::~JobRunner()
{
    cancel();
    m_pool.waitForDone();
}

void JobRunner::Reporter::post(std::function<void()> onGuiThread) const
{
    JobRunner* const runner = m_runner;
    QMetaObject::invokeMethod(
        runner,
        [runner, generation = m_generation, functor = std::move(onGuiThread)] {
            if (generation == runner->m_generation)
                functor();
        },
        Qt::QueuedConnection);
}

void JobRunner::Reporter::finish(std::function<void()> onGuiThread) const
{
    post([runner = m_runner, functor = std::move(onGuiThread)] {
        runner->m_busy = false;
        functor();
    });
}

void JobRunner::cancel()
{
    m_stop.stop();
    m_pool.clear();
    ++m_generation;
    m_busy = false;
}

StopFlag JobRunner::begin()
{
    cancel();
    m_stop = StopFlag();
    m_busy = true;
    return m_stop;
}

JobRunner::Reporter JobRunner::reporter()
{
    Reporter reporter;
    reporter.m_runner = this;
    reporter.m_generation = m_generation;
    return reporter;
}

} // namespace steerscope
