// SPDX-License-Identifier: MIT
#pragma once

#include "core/session/engine_session.h"

#include <QStringList>

namespace steerscope::test {

// Everything a session says, as readable lines in order.
class SessionEvents : public QObject {
public:
    explicit SessionEvents(EngineSession& session)
    {
        using Session = EngineSession;
        connect(&session, &Session::engineReady, this, [this] { lines << QStringLiteral("ready"); });
        connect(&session, &Session::engineLost, this, [this](const QString& why, bool restarting) {
            lines << QStringLiteral("lost restarting=%1").arg(restarting);
            lostWhy = why;
        });
        connect(&session, &Session::modelLoaded, this, [this](const protocol::Loaded& loaded) {
            lines << QStringLiteral("loaded ") + QString::fromStdString(loaded.info.name);
        });
        connect(&session, &Session::modelUnloaded, this, [this] { lines << QStringLiteral("unloaded"); });
        connect(&session, &Session::runStarted, this,
            [this](Session::Lane lane, const std::vector<WindowSpan>&, bool decodes) {
                lines << name(lane)
                        + (decodes ? QStringLiteral(" words begin") : QStringLiteral(" gates begin"));
            });
        connect(&session, &Session::gatesReady, this,
            [this](Session::Lane lane, const std::shared_ptr<const GatingTrace>& trace) {
                const double scale = trace->layers.empty() ? 0.0 : trace->layers.front().effectiveScale;
                lines << name(lane) + QStringLiteral(" gates %1").arg(scale);
                lastTrace = trace;
            });
        connect(&session, &Session::tokenReady, this, [this](Session::Lane lane, int, const Token& token) {
            lines << name(lane) + QStringLiteral(" token ") + QString::fromStdString(token.text);
        });
        connect(
            &session, &Session::segmentReady, this, [this](Session::Lane lane, int, const Segment& segment) {
                lines << name(lane) + QStringLiteral(" text ") + QString::fromStdString(segment.text);
            });
        connect(&session, &Session::scored, this,
            [this](const TargetScore& score) { lines << QStringLiteral("scored %1").arg(score.logprob); });
        connect(&session, &Session::runDone, this,
            [this](Session::Lane lane, const protocol::RunDone& done, bool decoded) {
                lines << name(lane)
                        + (decoded ? QStringLiteral(" words done") : QStringLiteral(" gates done"));
                lastTimings = done.timings;
            });
        connect(&session, &Session::liveHeard, this, [this](const LiveUtterance& utterance) {
            lines << QStringLiteral("%1 %2 ")
                         .arg(utterance.final ? QStringLiteral("final") : QStringLiteral("partial"))
                         .arg(utterance.trace.window)
                    + QString::fromStdString(utterance.segment.text);
            lastLive = utterance;
        });
        connect(&session, &Session::studyDone, this, [this](const StudyResult& result) {
            lines << QStringLiteral("study done");
            lastStudy = result;
        });
        connect(&session, &Session::studyFailed, this, [this](const Error& error) {
            lines << QStringLiteral("study failed ") + QString::fromLatin1(errorCodeName(error.code));
        });
        connect(&session, &Session::liveEnded, this, [this] { lines << QStringLiteral("live ended"); });
        connect(&session, &Session::failed, this, [this](const Error& error) {
            lines << QStringLiteral("failed ") + QString::fromLatin1(errorCodeName(error.code));
            lastError = error;
        });
        connect(&session, &Session::modelImported, this, [this] { lines << QStringLiteral("imported"); });
        connect(&session, &Session::progress, this,
            [this](const QString& stage, double) { lines << QStringLiteral("progress ") + stage; });
    }

    int count(const QString& line) const { return static_cast<int>(lines.count(line)); }
    bool has(const QString& line) const { return lines.contains(line); }

    StudyResult lastStudy;
    LiveUtterance lastLive;
    QStringList lines;
    QString lostWhy;
    Error lastError;
    Timings lastTimings;
    std::shared_ptr<const GatingTrace> lastTrace;

private:
    static QString name(EngineSession::Lane lane)
    {
        return lane == EngineSession::Lane::Steered ? QStringLiteral("steered") : QStringLiteral("baseline");
    }
};

} // namespace steerscope::test
