// SPDX-License-Identifier: MIT
// Run folders of trainings that never ran: every number is a formula of its step, so that a test knows it.
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QString>

#include <cmath>
#include <cstdio>

namespace steerscope::test {

struct SyntheticTraining {
    int steps = 30; // written
    int plannedSteps = 30;
    int layers = 3; // the last one stands after the encoder
    int experts = 4;
    int devEvery = 10;
    int resumedFrom = -1;
};

// A noise of -1..1 that is the same on every machine.
inline double noise(int n)
{
    const auto mixed = static_cast<quint32>(n) * 2654435761U;
    return static_cast<double>((mixed >> 8U) & 0xFFFFU) / 32767.5 - 1.0;
}

// Steps at which the curves bend.
inline double bend(const SyntheticTraining& training)
{
    return training.plannedSteps / 6.0;
}

inline double lossAt(const SyntheticTraining& training, int step)
{
    const double fallen = std::exp(-step / bend(training));
    return 0.3 + 3.2 * fallen + (0.05 + 0.25 * fallen) * noise(step);
}

inline double scaleAt(const SyntheticTraining& training, int step, int layer)
{
    return 0.1 + 0.05 * (layer + 1 - 1.5) * (1.0 - std::exp(-step / bend(training)));
}

// Each layer favours another expert more and more; the loads of a layer sum to 1.
inline double loadAt(const SyntheticTraining& training, int step, int layer, int expert)
{
    const double even = 1.0 / training.experts;
    const double favour = 0.5 * step / training.plannedSteps * (layer + 1) / training.layers;
    return even * (1.0 - favour) + (expert == layer % training.experts ? favour : 0.0);
}

inline QByteArray layerLabelOf(const SyntheticTraining& training, int layer)
{
    return layer + 1 == training.layers ? QByteArray("\"out\"") : QByteArray::number(layer + 1);
}

inline QByteArray startLine(const SyntheticTraining& training)
{
    QByteArray layers;
    for (int layer = 0; layer < training.layers; ++layer)
        layers += (layer ? "," : "") + QByteArray("{\"layer\":") + layerLabelOf(training, layer)
            + ",\"experts\":" + QByteArray::number(training.experts) + "}";
    return "{\"type\":\"start\",\"task\":\"steering\",\"name\":\"digits, one router\",\"steps\":"
        + QByteArray::number(training.plannedSteps)
        + ",\"seed\":7,\"device\":\"cpu\",\"dtype\":\"float32\",\"threads\":2,\"ranks\":1,"
          "\"parameters\":{\"vectors\":4608,\"router\":1548,\"scales\":3,\"projection\":37056},"
          "\"variant\":\"layerwise-single\",\"layers\":["
        + layers
        + "],\"utterances\":2400,\"seconds\":5121.5,\"skipped\":[{\"manifest\":\"train.tsv\",\"line\":17,"
          "\"why\":\"the audio file is missing\"}],\"resumed_from\":"
        + (training.resumedFrom < 0 ? QByteArray("null") : QByteArray::number(training.resumedFrom))
        + ",\"versions\":{\"steerscope\":\"0.1.0\"}}\n";
}

inline QByteArray stepLine(const SyntheticTraining& training, int step)
{
    char text[512];
    const double warmth = std::min(1.0, 6.0 * step / training.plannedSteps);
    std::snprintf(text, sizeof text,
        "{\"type\":\"step\",\"step\":%d,\"epoch\":%d,\"loss\":%.6g,\"parts\":{\"text\":%.6g,\"balance\":%.6g}"
        ","
        "\"tokens\":96,\"lr\":{\"vectors\":%.6g,\"router\":%.6g},\"grad_norm\":{\"vectors\":%.6g,\"router\":"
        "%.6g},\"clipped\":false,\"layers\":[",
        step, step / 100, lossAt(training, step), lossAt(training, step) - 0.01, 0.01, 1e-3 * warmth,
        1e-4 * warmth, 0.5 + 0.2 * noise(step + 7), 0.1 + 0.05 * noise(step + 9));
    QByteArray line = text;
    for (int layer = 0; layer < training.layers; ++layer) {
        line += (layer ? "," : "") + QByteArray("{\"layer\":") + layerLabelOf(training, layer);
        std::snprintf(text, sizeof text,
            ",\"scale\":%.6g,\"vector_norm\":%.6g,\"usage_entropy\":%.6g,\"frame_entropy\":%.6g,\"load\":[",
            scaleAt(training, step, layer), 0.2 + 0.001 * layer, 0.9, 0.8);
        line += text;
        for (int expert = 0; expert < training.experts; ++expert) {
            std::snprintf(
                text, sizeof text, "%s%.6g", expert ? "," : "", loadAt(training, step, layer, expert));
            line += text;
        }
        line += "]}";
    }
    std::snprintf(text, sizeof text,
        "],\"step_s\":0.25,\"wait_s\":0.01,\"tokens_per_s\":384,\"memory_bytes\":412000000,\"eta_s\":%.6g}\n",
        0.25 * (training.plannedSteps - step));
    return line + text;
}

inline double werAt(const SyntheticTraining& training, int step)
{
    return 0.08 + 0.9 * std::exp(-step / bend(training));
}

inline QByteArray devLine(const SyntheticTraining& training, int step)
{
    char text[256];
    std::snprintf(text, sizeof text,
        "{\"type\":\"dev\",\"step\":%d,\"loss\":%.6g,\"wer\":%.6g,\"cer\":%.6g,\"words\":600,\"best\":true,"
        "\"seconds\":4.5,\"samples\":[",
        step, lossAt(training, step) + 0.1, werAt(training, step), werAt(training, step) / 2.0);
    return QByteArray(text)
        + "{\"reference\":\"seven three one\",\"hypothesis\":\"seven tree one\",\"set\":\"digits\"},"
          "{\"reference\":\"turn the light off\",\"hypothesis\":\"turn the light off\",\"set\":\"commands\"},"
          "{\"reference\":\"nine nine four\",\"hypothesis\":\"nine four five\",\"set\":\"digits\"}],"
          "\"sets\":{\"digits\":{\"wer\":0.1,\"words\":400}}}\n";
}

inline QByteArray syntheticLog(const SyntheticTraining& training)
{
    QByteArray log = startLine(training);
    for (int step = 1; step <= training.steps; ++step) {
        log += stepLine(training, step);
        if (step % training.devEvery == 0) {
            log += devLine(training, step);
            log += "{\"type\":\"checkpoint\",\"step\":" + QByteArray::number(step)
                + ",\"path\":\"checkpoints/step-" + QByteArray::number(step) + "\"}\n";
        }
    }
    return log;
}

inline QByteArray statusText(
    const SyntheticTraining& training, const QByteArray& state, qint64 pid, const QByteArray& more = {})
{
    char text[256];
    std::snprintf(text, sizeof text,
        ",\"step\":%d,\"steps\":%d,\"loss\":%.6g,\"dev_wer\":%.6g,\"best_wer\":%.6g,\"eta_s\":%.6g,"
        "\"updated\":%lld",
        training.steps, training.plannedSteps, lossAt(training, training.steps),
        werAt(training, training.steps), werAt(training, training.steps),
        0.25 * (training.plannedSteps - training.steps), QDateTime::currentSecsSinceEpoch());
    return "{\"state\":\"" + state + "\",\"pid\":" + QByteArray::number(pid) + text + more + "}\n";
}

inline bool writeFile(const QString& path, const QByteArray& content, bool append = false)
{
    QFile file(path);
    return file.open(append ? QIODevice::Append : QIODevice::WriteOnly)
        && file.write(content) == content.size();
}

// config.json, log.jsonl and status.json.
inline bool writeRunFolder(const QString& folder, const SyntheticTraining& training, const QByteArray& state,
    qint64 pid, const QByteArray& more = {})
{
    QDir().mkpath(folder);
    return writeFile(folder + QStringLiteral("/config.json"), "{\"task\":\"steering\"}\n")
        && writeFile(folder + QStringLiteral("/log.jsonl"), syntheticLog(training))
        && writeFile(folder + QStringLiteral("/status.json"), statusText(training, state, pid, more));
}

} // namespace steerscope::test
