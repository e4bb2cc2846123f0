// SPDX-License-Identifier: MIT
#include "app/gui/exporter.h"

#include "app/gui/document.h"
#include "app/gui/picture.h"
#include "app/gui/presets.h"
#include "core/base/atomic_file.h"
#include "core/protocol/gates_file.h"
#include "core/protocol/study_format.h"
#include "widgets/heatmap/gate_store.h"
#include "widgets/steering/steering_model.h"

#include <QBuffer>
#include <QFileDialog>
#include <QFileInfo>
#include <QPainter>
#include <QStandardPaths>
#include <QSvgGenerator>
#include <QWidget>

#include <algorithm>

namespace steerscope {

namespace {

constexpr double kPngScale = 2.0;

QByteArray gatePictureSvg(const GateStore& gates, const GatePicture& picture)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    const QSize size = gatePictureSize(picture);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(), size));
    svg.setTitle(picture.title);
    QPainter painter(&svg);
    paintGatePicture(painter, gates, picture);
    painter.end();
    return buffer.data();
}

QImage gatePictureImage(const GateStore& gates, const GatePicture& picture)
{
    QImage image(gatePictureSize(picture) * kPngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPngScale);
    image.fill(picture.palette.color(QPalette::Base));
    QPainter painter(&image);
    paintGatePicture(painter, gates, picture);
    painter.end();
    return image;
}

void writeBytes(const QString& path, const std::string_view& bytes)
{
    AtomicFile file(path.toStdString());
    file.write(bytes);
    file.commit();
}

std::vector<GatingTrace> tracesOf(const LaneResult& lane)
{
    std::vector<GatingTrace> traces;
    for (const auto& trace : lane.traces)
        if (trace)
            traces.push_back(*trace);
    return traces;
}

} // namespace

std::optional<TranscriptFormat> transcriptFormatOf(const QString& path)
{
    return transcriptFormatFromName(QFileInfo(path).suffix().toLower().toStdString());
}

void writeGatePicture(const QString& path, const GateStore& gates, const GatePicture& picture)
{
    if (QFileInfo(path).suffix().compare(QLatin1String("svg"), Qt::CaseInsensitive) == 0) {
        const QByteArray svg = gatePictureSvg(gates, picture);
        writeBytes(path, std::string_view(svg.constData(), static_cast<std::size_t>(svg.size())));
    } else {
        writePng(path, gatePictureImage(gates, picture));
    }
}

Exporter::Exporter(
    const Document* document, const GateStore* gates, const SteeringModel* steering, QWidget* window)
    : QObject(window)
    , m_document(document)
    , m_gates(gates)
    , m_steering(steering)
    , m_window(window)
    , m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
}

QString Exporter::askName(const QString& title, const QString& suffix, const QString& filters)
{
    const QString base
        = m_document->isOpen() ? QFileInfo(m_document->path()).completeBaseName() : tr("steering");
    QString chosenFilter;
    QString path = QFileDialog::getSaveFileName(
        m_window, title, m_folder + QLatin1Char('/') + base + suffix, filters, &chosenFilter);
    if (path.isEmpty())
        return {};
    if (QFileInfo(path).suffix().isEmpty()) { // the filter's first ending: "Text (*.txt)"
        const qsizetype star = chosenFilter.indexOf(QLatin1String("*."));
        const QString ending
            = chosenFilter.mid(star + 1).section(QLatin1Char(')'), 0, 0).section(QLatin1Char(' '), 0, 0);
        path += star < 0 ? suffix : ending;
    }
    m_folder = QFileInfo(path).path();
    return path;
}

template <class Write> void Exporter::report(const QString& path, Write write)
{
    const auto written = attempt([&] {
        write();
        return true;
    });
    if (written)
        Q_EMIT saved(path);
    else
        Q_EMIT failed(written.error());
}

void Exporter::saveTranscript()
{
    const QString path = askName(tr("Save transcript"), QStringLiteral(".txt"),
        tr("Text (*.txt);;Subtitles, SRT (*.srt);;Subtitles, WebVTT (*.vtt);;JSON (*.json);;Table (*.tsv)"));
    if (!path.isEmpty())
        saveTranscriptTo(path);
}

void Exporter::saveTranscriptTo(const QString& path)
{
    report(path, [&] {
        const TranscriptFormat format = transcriptFormatOf(path).value_or(TranscriptFormat::Txt);
        writeBytes(path, formatTranscript(m_document->lane(Document::Lane::Steered).transcript, format));
    });
}

void Exporter::saveGates()
{
    const QString path = askName(tr("Save gates"), QStringLiteral(".gates.safetensors"),
        tr("Safetensors (*.safetensors);;CSV (*.csv)"));
    if (!path.isEmpty())
        saveGatesTo(path);
}

void Exporter::saveGatesTo(const QString& path)
{
    m_job.start(
        [path, lane = m_document->lane(Document::Lane::Steered)](
            const StopFlag&, const JobRunner::Reporter&) {
            const bool csv = QFileInfo(path).suffix().compare(QLatin1String("csv"), Qt::CaseInsensitive) == 0;
            const auto write = csv ? writeGatesCsv : writeGatesSafetensors;
            write(path.toStdString(), tracesOf(lane));
            return true;
        },
        [this, path](const Result<bool>& written) {
            if (written)
                Q_EMIT saved(path);
            else
                Q_EMIT failed(written.error());
        });
}

void Exporter::savePicture(const GateView& view, bool deepestOnTop, const TimeSpan& span)
{
    const QString path = askName(tr("Save picture"), QStringLiteral(".png"), tr("PNG (*.png);;SVG (*.svg)"));
    if (path.isEmpty())
        return;
    GatePicture picture;
    picture.span = span;
    picture.layers = m_gates->layerNumbers();
    if (deepestOnTop)
        std::reverse(picture.layers.begin(), picture.layers.end());
    picture.view = view;
    picture.title = m_document->name();
    picture.palette = m_window->palette();
    picture.font = m_window->font();
    report(path, [&] { writeGatePicture(path, *m_gates, picture); });
}

void Exporter::saveSettings()
{
    const QString path = askName(tr("Save steering settings"), QStringLiteral(".steerscope.json"),
        tr("Steering settings (*.steerscope.json *.json)"));
    if (!path.isEmpty())
        saveSettingsTo(path);
}

void Exporter::saveStudy(const StudyResult& result)
{
    const QString path = askName(tr("Save result"),
        QLatin1Char('.') + QString::fromLatin1(studyName(result)) + QStringLiteral(".csv"),
        tr("Table (*.csv);;Everything (*.json)"));
    if (!path.isEmpty())
        saveStudyTo(path, result);
}

void Exporter::saveStudyTo(const QString& path, const StudyResult& result)
{
    report(path, [&] {
        const bool json = QFileInfo(path).suffix().compare(QLatin1String("json"), Qt::CaseInsensitive) == 0;
        writeBytes(path, json ? studyJson(result) : studyCsv(result));
    });
}

void Exporter::saveSettingsTo(const QString& path)
{
    report(path, [&] { writeSettingsFile(path, m_steering->settings()); });
}

} // namespace steerscope
