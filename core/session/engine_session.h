// SPDX-License-Identifier: MIT
// The window's side of the engine: starts the process, restarts it when it dies, keeps what the user wants
// (model, recording, settings, options) and turns that into runs. Lives on the GUI thread; everything is
// asynchronous.
//
// Latest wins: a change of settings asks for gates as soon as the engine is free and for words after 150 ms
// of quiet. Answers of older generations are dropped here; receivers never see them.
#pragma once

#include "core/protocol/messages.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <memory>

namespace steerscope {

class EngineSession : public QObject {
    Q_OBJECT

public:
    enum class State {
        Stopped, // not started, or given up
        Starting, // process started, hello under way
        NoModel,
        Loading,
        Ready,
        Running,
    };
    Q_ENUM(State)

    // What a run is for; each has its own latest generation.
    enum class Lane {
        Steered, // the settings of the moment
        Baseline, // the same with bypass: "steering removed"
    };
    Q_ENUM(Lane)

    explicit EngineSession(QObject* parent = nullptr);
    ~EngineSession() override; // ends the process

    // Program and arguments; empty: steerscope-engine beside this program, then on PATH. Takes effect at the
    // next start.
    void setCommand(const QStringList& command);
    void start();

    void loadModel(const protocol::LoadModel&
            wish); // request is filled in; kept, so that a restarted engine gets it again
    void unloadModel();
    void setAudio(
        std::shared_ptr<const Waveform> audio); // 16 kHz mono; null: none. Runs when a model is ready
    void setSettings(const SteeringSettings& settings);
    void setOptions(const RunOptions& options);
    void setBaselineWanted(bool wanted); // off: one run less
    void run(); // everything again, now
    // Live transcription: from startLive() on the sound fed is transcribed as it comes, with the settings of
    // each moment. An engine that dies, or another model, takes it up again where the sound then is.
    void startLive();
    void feedLive(std::vector<float> samples); // 16 kHz mono
    void endLive(); // what is left comes, then liveEnded()
    bool live() const; // between startLive() and liveEnded()
    // "Ask why" about the recording under the settings of this moment. One at a time, a newer one replaces
    // it; runs go on meanwhile. Ends in studyDone() or studyFailed(), which another recording or model brings
    // about too. recording: its name, for the result.
    void startStudy(const StudyRequest& question, const RunOptions& options, const QString& recording);
    void cancelStudy();
    bool studying() const;
    void cancel();
    // What is shown was computed before: nothing is run until something changes.
    void standStill();
    void inspectModel(const QString& path);
    void listModels();
    void importModel(const protocol::ImportModel& wish);
    void cancelImport();

    State state() const;
    const ModelInfo* model() const; // null unless one is loaded
    const protocol::HelloReply* engine() const; // null before the hello
    QString engineLog() const; // the last lines of its stderr

Q_SIGNALS:
    void stateChanged(steerscope::EngineSession::State state);
    void engineReady(const steerscope::protocol::HelloReply& hello);
    void engineLost(const QString& why, bool restarting); // the recording goes on
    void progress(const QString& stage, double fraction); // negative: unknown
    void modelLoaded(const steerscope::protocol::Loaded& loaded);
    void modelUnloaded();
    void modelInspected(const steerscope::protocol::Inspected& inspected);
    void modelsListed(const std::vector<steerscope::protocol::ModelListEntry>& models);
    void modelImported(const steerscope::protocol::Imported& imported);

    void runStarted(steerscope::EngineSession::Lane lane, const std::vector<steerscope::WindowSpan>& windows,
        bool decodes);
    void gatesReady(
        steerscope::EngineSession::Lane lane, std::shared_ptr<const steerscope::GatingTrace> trace);
    void tokenReady(steerscope::EngineSession::Lane lane, int window, const steerscope::Token& token);
    void segmentReady(steerscope::EngineSession::Lane lane, int window, const steerscope::Segment& segment);
    void scored(const steerscope::TargetScore& score);
    void runDone(
        steerscope::EngineSession::Lane lane, const steerscope::protocol::RunDone& done, bool decoded);
    // An utterance as it stands; until it is final it comes again. Its number (the trace's window) only
    // rises.
    void studyProgress(double fraction); // negative: unknown
    void studyDone(const steerscope::StudyResult& result);
    void studyFailed(const steerscope::Error& error);
    void liveHeard(const steerscope::LiveUtterance& utterance);
    void liveEnded();
    void warned(const QString& text);
    void failed(const steerscope::Error& error); // of a request or run; the engine lives on

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace steerscope
