// SPDX-License-Identifier: MIT
#include "widgets/ask/study_view.h"

#include "core/base/gating_trace.h"
#include "widgets/ask/layer_expert_map.h"
#include "widgets/ask/study_text.h"
#include "widgets/heatmap/colour_maps.h"
#include "widgets/plots/sweep_plot.h"
#include "widgets/time/lane_colours.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace steerscope {

namespace {

constexpr double kClearlyHeard = 4.0; // nats: the colour of a heard word is full from there

QTableWidget* table(const QString& name, const QString& tip, const QStringList& heads)
{
    auto* result = new QTableWidget(0, static_cast<int>(heads.size()));
    result->setHorizontalHeaderLabels(heads);
    result->setEditTriggers(QAbstractItemView::NoEditTriggers);
    result->setSelectionBehavior(QAbstractItemView::SelectRows);
    result->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    result->verticalHeader()->hide();
    result->setAccessibleName(name);
    result->setToolTip(tip);
    return result;
}

QScrollArea* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

void put(QTableWidget* into, int row, int column, const QString& text)
{
    auto* item = new QTableWidgetItem(text);
    if (column > 0)
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    into->setItem(row, column, item);
}

QString number(double value)
{
    return QLocale().toString(value, 'f', 2);
}

} // namespace

StudyView::StudyView(QWidget* parent)
    : QWidget(parent)
    , m_head(new QLabel)
    , m_pointed(new QLabel)
    , m_empty(new QLabel(
          tr("Ask, and the answer appears here. It stays until the recording or the model changes")))
    , m_pages(new QStackedWidget)
    , m_sweep(new SweepPlot)
    , m_ablation(new LayerExpertMap)
    , m_attribution(new LayerExpertMap)
{
    m_head->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_pointed->setTextFormat(Qt::PlainText);
    m_pointed->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_attribution->setAccessibleName(tr("Attribution by layer and expert"));
    m_attribution->setToolTip(
        tr("Each layer's and expert's part of what steering does; a click chooses the layer"));
    m_ablation->setAccessibleName(tr("Ablation by layer and expert"));
    m_ablation->setToolTip(
        tr("What becomes of log p without this layer or expert; a click mutes it, another brings it back"));
    for (QWidget* page :
        {static_cast<QWidget*>(m_sweep), static_cast<QWidget*>(scrolled(m_ablation)), heardPage(),
            static_cast<QWidget*>(scrolled(m_attribution)), fitPage(), static_cast<QWidget*>(m_empty)})
        m_pages->addWidget(page);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3);
    layout->addWidget(m_head);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_pointed);

    connect(m_sweep, &SweepPlot::pointed, this,
        [this](int point) { m_pointed->setText(sweepPointText(m_sweep->result(), point)); });
    connect(m_sweep, &SweepPlot::chosen, this,
        [this](double scale) { Q_EMIT scaleChosen(m_sweep->result().layers, scale); });
    for (LayerExpertMap* map : {m_ablation, m_attribution})
        connect(map, &LayerExpertMap::pointed, m_pointed, &QLabel::setText);
    connect(m_ablation, &LayerExpertMap::chosen, this, &StudyView::chooseAblation);
    connect(m_attribution, &LayerExpertMap::chosen, this, [this](int layer) { Q_EMIT layerChosen(layer); });
    setKind(StudyKind::Sweep);
}

QWidget* StudyView::heardPage()
{
    m_heard = table(tr("Heard or guessed"), tr("Blue: guessed from the words before; orange: heard"),
        {tr("Word"), tr("Heard"), tr("log p"), tr("With silence"), tr("Heard, steering removed")});
    return m_heard;
}

QWidget* StudyView::fitPage()
{
    auto* page = new QWidget;
    m_fit
        = table(tr("Proposed multipliers"), tr("What the proposal changes"), {tr("Layer"), tr("Multiplier")});
    m_fitTexts = new QLabel;
    m_fitTexts->setWordWrap(true);
    m_fitTexts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_apply = new QPushButton(tr("Apply the proposal"));
    m_apply->setToolTip(tr("Steer as proposed; one step of undo takes it back"));
    m_apply->setAccessibleName(m_apply->text());
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (const auto& kept = m_kept[static_cast<std::size_t>(StudyKind::Fit)])
            Q_EMIT proposalChosen(std::get<FitResult>(kept->result).proposal);
    });
    auto* right = new QVBoxLayout;
    right->addWidget(m_fitTexts, 1);
    right->addWidget(m_apply, 0, Qt::AlignLeft);
    auto* layout = new QHBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_fit, 1);
    layout->addLayout(right, 1);
    return page;
}

void StudyView::chooseAblation(int layer, int expert)
{
    const auto& kept = m_kept[static_cast<std::size_t>(StudyKind::Ablation)];
    if (!kept)
        return;
    if (canApply(std::get<AblationResult>(kept->result), expert))
        Q_EMIT ablationChosen(layer, expert);
    else
        Q_EMIT noticed(tr("No setting does this: only removing, with its total effect, can be applied"));
}

void StudyView::setKind(StudyKind kind)
{
    m_kind = kind;
    m_pointed->clear();
    m_pages->setCurrentIndex(result() ? static_cast<int>(kind) : m_pages->count() - 1);
    showHead();
}

const StudyResult* StudyView::result() const
{
    const auto& kept = m_kept[static_cast<std::size_t>(m_kind)];
    return kept ? &kept->result : nullptr;
}

void StudyView::setResult(const StudyResult& result)
{
    m_kept[result.index()] = Kept{result};
    if (const auto* sweep = std::get_if<SweepResult>(&result))
        m_sweep->setResult(*sweep);
    else if (const auto* ablation = std::get_if<AblationResult>(&result))
        m_ablation->setCells(mapCells(*ablation), tr("off"));
    else if (const auto* attribution = std::get_if<AttributionResult>(&result))
        m_attribution->setCells(mapCells(*attribution), tr("layer"));
    else if (const auto* heard = std::get_if<HeardResult>(&result))
        show(*heard);
    else
        show(std::get<FitResult>(result));
    setKind(static_cast<StudyKind>(result.index()));
}

void StudyView::clear()
{
    m_kept = {};
    setKind(m_kind);
}

void StudyView::setStale()
{
    for (auto& kept : m_kept)
        if (kept)
            kept->stale = true;
    showHead();
}

void StudyView::setScale(std::optional<double> master)
{
    m_sweep->setScale(m_sweep->result().layers.empty() ? master : std::nullopt);
}

void StudyView::showHead()
{
    const auto& kept = m_kept[static_cast<std::size_t>(m_kind)];
    m_head->setVisible(kept.has_value());
    if (!kept)
        return;
    const QString text = studySummary(kept->result);
    m_head->setText(kept->stale ? text + QStringLiteral(" — ") + tr("the steering has changed since") : text);
}

void StudyView::show(const HeardResult& result)
{
    m_heard->setRowCount(static_cast<int>(result.words.size()));
    const LaneColours colours = laneColours(palette());
    for (int row = 0; row < m_heard->rowCount(); ++row) {
        const HeardWord& word = result.words[static_cast<std::size_t>(row)];
        put(m_heard, row, 0, QString::fromStdString(word.text));
        const double values[] = {word.heard(), word.logprob, word.neutralLogprob, word.plainHeard()};
        for (int column = 1; column <= 4; ++column)
            put(m_heard, row, column, number(values[column - 1]));
        const double share = std::clamp(2.0 * word.heard() / kClearlyHeard - 1.0, -1.0, 1.0);
        const QColor ground(divergingColour(share, colours.neutral));
        m_heard->item(row, 1)->setBackground(ground);
        m_heard->item(row, 1)->setForeground(readableOn(ground));
    }
}

void StudyView::show(const FitResult& result)
{
    m_fit->setRowCount(static_cast<int>(result.proposal.layers.size()));
    int row = 0;
    for (const auto& [layer, setting] : result.proposal.layers) {
        put(m_fit, row, 0, QString::fromStdString(layerLabel(layer)));
        put(m_fit, row++, 1, number(setting.multiplier));
    }
    QString html;
    for (const FitCost& cost : result.costs) {
        html += QStringLiteral("<p><b>%1</b><br>%2<br>→ %3")
                    .arg(QString::fromStdString(cost.name).toHtmlEscaped(),
                        QString::fromStdString(cost.before).toHtmlEscaped(),
                        QString::fromStdString(cost.after).toHtmlEscaped());
        if (cost.wordErrorRateBefore && cost.wordErrorRateAfter)
            html += QStringLiteral("<br>")
                + tr("word errors (%1) %2 % → %3 %")
                      .arg(QString::fromStdString(result.normalizer),
                          number(100.0 * *cost.wordErrorRateBefore),
                          number(100.0 * *cost.wordErrorRateAfter));
        html += QStringLiteral("</p>");
    }
    m_fitTexts->setText(html);
}

} // namespace steerscope
