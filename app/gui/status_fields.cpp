// SPDX-License-Identifier: MIT
#include "app/gui/status_fields.h"

#include "app/gui/icons.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>

#include <array>

namespace steerscope {

namespace {

QString milliseconds(double seconds)
{
    return StatusFields::tr("%1 ms").arg(QLocale().toString(seconds * 1000.0, 'f', seconds < 0.01 ? 1 : 0));
}

QString deviceName(const std::string& device)
{
    const QString name = QString::fromStdString(device);
    return name == QLatin1String("cpu") ? StatusFields::tr("CPU") : name;
}

} // namespace

QString stageText(const QString& stage)
{
    static constexpr std::array kStages{
        QT_TRANSLATE_NOOP("Stages", "encoding"),
        QT_TRANSLATE_NOOP("Stages", "loading encoder"),
        QT_TRANSLATE_NOOP("Stages", "loading LLM"),
        QT_TRANSLATE_NOOP("Stages", "reading checkpoint"),
        QT_TRANSLATE_NOOP("Stages", "comparing encoder"),
        QT_TRANSLATE_NOOP("Stages", "comparing LLM"),
        QT_TRANSLATE_NOOP("Stages", "writing bundle"),
    };
    for (const char* known : kStages)
        if (stage == QLatin1String(known)) {
            QString text = QCoreApplication::translate("Stages", known);
            text[0] = text[0].toUpper();
            return text;
        }
    return stage;
}

QString bytesText(std::int64_t bytes)
{
    constexpr double kMega = 1e6;
    constexpr double kGiga = 1e9;
    const auto value = static_cast<double>(bytes);
    if (value >= 0.1 * kGiga)
        return StatusFields::tr("%1 GB").arg(
            QLocale().toString(value / kGiga, 'f', value < 10 * kGiga ? 2 : 1));
    return StatusFields::tr("%1 MB").arg(QLocale().toString(value / kMega, 'f', value < 10 * kMega ? 1 : 0));
}

QString realTimeText(const RunFigures& figures)
{
    const double seconds = figures.timings.total;
    if (seconds <= 0.0 || figures.audioSeconds <= 0.0)
        return {};
    const double factor = figures.audioSeconds / seconds;
    return StatusFields::tr("%1 x real time").arg(QLocale().toString(factor, 'f', factor < 10.0 ? 1 : 0));
}

QString encodeText(const RunFigures& figures)
{
    const QString text = StatusFields::tr("encoded in %1").arg(milliseconds(figures.timings.encode));
    const int first = figures.timings.firstLayerRun;
    if (figures.timings.layersReused == 0)
        return text;
    if (first >= figures.encoderLayers)
        return StatusFields::tr("%1 (all reused)").arg(text);
    if (first + 1 == figures.encoderLayers)
        return StatusFields::tr("%1 (layer %2 again)").arg(text).arg(figures.encoderLayers);
    return StatusFields::tr("%1 (layers %2-%3 again)").arg(text).arg(first + 1).arg(figures.encoderLayers);
}

QString decodeText(const RunFigures& figures)
{
    const int tokens = figures.timings.decodedTokens;
    const QString time = milliseconds(figures.timings.prefill + figures.timings.decode);
    if (figures.timings.confirmedTokens > 0)
        return StatusFields::tr("decoded %1 tokens in %2, %3 of them only confirmed")
            .arg(tokens)
            .arg(time)
            .arg(figures.timings.confirmedTokens);
    return tokens == 1 ? StatusFields::tr("decoded 1 token in %1").arg(time)
                       : StatusFields::tr("decoded %1 tokens in %2").arg(tokens).arg(time);
}

StatusFields::StatusFields(QStatusBar* bar)
    : QObject(bar)
    , m_bar(bar)
    , m_state(new QLabel(bar))
    , m_progress(new QProgressBar(bar))
    , m_cancel(new QToolButton(bar))
{
    m_state->setAccessibleName(tr("State"));
    m_state->setMinimumWidth(bar->fontMetrics().averageCharWidth() * 24);
    bar->addWidget(m_state);
    m_progress->setFixedWidth(bar->fontMetrics().averageCharWidth() * 20);
    m_progress->setMaximumHeight(bar->fontMetrics().height());
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress"));
    bar->addWidget(m_progress);
    m_cancel->setAutoRaise(true);
    m_cancel->setIcon(symbolIcon(QStringLiteral("cancel")));
    m_cancel->setToolTip(tr("Stop (Ctrl+.)"));
    m_cancel->setAccessibleName(tr("Stop"));
    connect(m_cancel, &QToolButton::clicked, this, &StatusFields::cancelRequested);
    bar->addWidget(m_cancel);
    m_device = field(tr("Device"));
    m_memory = field(tr("Memory"));
    m_speed = field(tr("Speed"));
    m_encode = field(tr("Encoder"));
    m_decode = field(tr("Decoder"));
    hideProgress();
    setModel(nullptr);
    clearRun();
}

QLabel* StatusFields::field(const QString& name)
{
    auto* label = new QLabel(m_bar);
    label->setAccessibleName(name);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->addPermanentWidget(label);
    return label;
}

void StatusFields::setState(const QString& text)
{
    m_state->setText(text);
}

void StatusFields::setProgress(double fraction)
{
    if (fraction < 0.0) {
        m_progress->setRange(0, 0);
    } else {
        m_progress->setRange(0, 1000);
        m_progress->setValue(static_cast<int>(fraction * 1000.0));
    }
    m_progress->show();
    m_cancel->show();
}

void StatusFields::hideProgress()
{
    m_progress->hide();
    m_cancel->hide();
}

void StatusFields::setModel(const ModelInfo* model)
{
    m_device->setVisible(model != nullptr);
    m_memory->setVisible(model != nullptr);
    if (!model)
        return;
    const QString threads = model->threads == 1 ? tr("1 thread") : tr("%1 threads").arg(model->threads);
    m_device->setText(
        tr("%1, %2, %3").arg(deviceName(model->device), threads, QString::fromStdString(model->dtype)));
    m_device->setToolTip(tr("Why this device: %1").arg(QString::fromStdString(model->deviceReason)));
    setMemory(model->weightBytes, 0);
}

void StatusFields::setMemory(std::int64_t residentBytes, std::int64_t freeBytes)
{
    if (residentBytes > 0)
        show(m_memory, bytesText(residentBytes));
    if (freeBytes > 0)
        m_memory->setToolTip(
            tr("Memory the engine holds; %1 are free on the device").arg(bytesText(freeBytes)));
}

void StatusFields::setRun(const RunFigures& figures)
{
    if (!figures.decoded && figures.timings.layersRun == 0)
        return; // only the target was scored
    show(m_encode, encodeText(figures));
    m_encode->setToolTip(tr("Activation cache: %1; encoder layers computed: %2, taken from it: %3")
                             .arg(bytesText(figures.cacheBytes))
                             .arg(figures.timings.layersRun)
                             .arg(figures.timings.layersReused));
    if (!figures.decoded)
        return; // gates alone: the last words' time stays
    show(m_speed, realTimeText(figures));
    show(m_decode, decodeText(figures));
    m_decode->setToolTip(tr("%1 tokens a second; %2 positions of the prompt were kept")
                             .arg(QLocale().toString(figures.timings.tokensPerSecond(), 'f', 0))
                             .arg(figures.timings.promptReused));
}

void StatusFields::clearRun()
{
    for (QLabel* label : {m_speed, m_encode, m_decode}) {
        label->clear();
        label->hide();
    }
}

// Fields stand in one line, parted by dots.
void StatusFields::show(QLabel* field, const QString& text)
{
    field->setText(text.isEmpty() || field == m_device ? text : QStringLiteral("·  ") + text);
    field->setVisible(!text.isEmpty());
}

} // namespace steerscope
