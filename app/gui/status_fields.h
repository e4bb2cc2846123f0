// SPDX-License-Identifier: MIT
// The status bar: device and dtype really in use and why, threads, memory, speed, what the last run cost.
// Short lines that pass by (status tips) share the left side with the state of the moment.
#pragma once

#include "core/base/model_info.h"
#include "core/base/timings.h"

#include <QObject>
#include <QString>

class QLabel;
class QProgressBar;
class QStatusBar;
class QToolButton;

namespace steerscope {

struct RunFigures {
    Timings timings;
    double audioSeconds = 0.0;
    std::int64_t cacheBytes = 0;
    int encoderLayers = 0;
    bool decoded = false;
};

// "4 x real time"; empty while unknown.
QString realTimeText(const RunFigures& figures);
// "encoded in 38 ms (layers 5-6 again)"
QString encodeText(const RunFigures& figures);
// "decoded 9 tokens in 21 ms"
QString decodeText(const RunFigures& figures);
// A stage of the engine's progress ("loading encoder") for people; one that is not known stands as it is.
QString stageText(const QString& stage);
// "0.31 GB", "12 MB"
QString bytesText(std::int64_t bytes);

class StatusFields : public QObject {
    Q_OBJECT

public:
    explicit StatusFields(QStatusBar* bar);

    void setState(const QString& text); // "Ready", "Decoding..."
    void setProgress(double fraction); // negative: unknown; 1 hides
    void hideProgress();
    void setModel(const ModelInfo* model); // null: none
    void setMemory(std::int64_t residentBytes, std::int64_t freeBytes); // 0: unknown
    void setRun(const RunFigures& figures);
    void clearRun();

Q_SIGNALS:
    void cancelRequested();

private:
    QLabel* field(const QString& name);
    void show(QLabel* field, const QString& text);

    QStatusBar* m_bar;
    QLabel* m_state;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QLabel* m_device;
    QLabel* m_memory;
    QLabel* m_speed;
    QLabel* m_encode;
    QLabel* m_decode;
};

} // namespace steerscope
