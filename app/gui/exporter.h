// SPDX-License-Identifier: MIT
// Saves what the document holds: transcript, gates, picture of the heatmap, steering settings. The name's
// ending says the format. Every file appears whole or not at all.
#pragma once

#include "app/gui/job_runner.h"
#include "core/base/study.h"
#include "core/text/transcript_format.h"
#include "widgets/heatmap/gate_picture.h"

#include <QObject>

class QWidget;

namespace steerscope {

class Document;
class GateStore;
class SteeringModel;

// Format by the ending of a name; nullopt for one that is none.
std::optional<TranscriptFormat> transcriptFormatOf(const QString& path);

// The heatmap as PNG (twice the logical size) or, for *.svg, as SVG. Throws Failure(Output).
void writeGatePicture(const QString& path, const GateStore& gates, const GatePicture& picture);

class Exporter : public QObject {
    Q_OBJECT

public:
    Exporter(
        const Document* document, const GateStore* gates, const SteeringModel* steering, QWidget* window);

    // Each asks for a name; nothing happens when that is cancelled.
    void saveTranscript();
    void saveGates();
    void savePicture(const GateView& view, bool deepestOnTop, const TimeSpan& span);
    void saveSettings();
    void saveStudy(const StudyResult& result); // CSV or JSON

    // Without asking, for those above and for tests. Long ones go on in the background.
    void saveTranscriptTo(const QString& path);
    void saveGatesTo(const QString& path);
    void saveSettingsTo(const QString& path);
    void saveStudyTo(const QString& path, const StudyResult& result);

Q_SIGNALS:
    void saved(const QString& path);
    void failed(const steerscope::Error& error);

private:
    QString askName(const QString& title, const QString& suffix, const QString& filters);
    template <class Write> void report(const QString& path, Write write);

    const Document* m_document;
    const GateStore* m_gates;
    const SteeringModel* m_steering;
    QWidget* m_window;
    JobRunner m_job;
    QString m_folder; // of the last file saved
};

} // namespace steerscope
