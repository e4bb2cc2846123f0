// SPDX-License-Identifier: MIT
#include "widgets/compare/compare_view.h"

#include "widgets/compare/gate_difference_map.h"
#include "widgets/transcript/difference_format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>
#include <QTableWidget>
#include <QTextCursor>
#include <QTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace steerscope {

namespace {

constexpr std::array kNormalizers{
    TextNormalizer::None, TextNormalizer::Basic, TextNormalizer::WhisperEnglish};

QString percent(const std::optional<double>& rate)
{
    return rate ? QStringLiteral("%1 %").arg(*rate * 100.0, 0, 'f', 1) : QStringLiteral("–");
}

} // namespace

CompareView::CompareView(QWidget* parent)
    : QWidget(parent)
    , m_invitation(new QLabel(
          tr("Choose two or more runs in the history, then Compare shows them side by side."), this))
    , m_content(new QWidget(this))
    , m_reference(new QLineEdit(m_content))
    , m_normalizer(new QComboBox(m_content))
    , m_against(new QLabel(m_content))
    , m_table(new QTableWidget(m_content))
    , m_step(new QLabel(m_content))
    , m_words(new QTextEdit(m_content))
    , m_gateArea(new QWidget(m_content))
    , m_expert(new QSpinBox(m_gateArea))
    , m_gateNote(new QLabel(m_gateArea))
    , m_map(new GateDifferenceMap(m_gateArea))
{
    m_invitation->setWordWrap(true);
    m_invitation->setAlignment(Qt::AlignTop);
    auto* outer = new QVBoxLayout(this);
    outer->addWidget(m_invitation);
    outer->addWidget(m_content, 1);
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    makeTop(layout);
    m_table->setAccessibleName(tr("Figures of the runs"));
    m_table->setToolTip(tr("Errors of each run, how long it took and what memory the engine held"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->setColumnCount(8);
    m_table->setHorizontalHeaderLabels(
        {tr("Run"), tr("WER"), tr("CER"), tr("S"), tr("D"), tr("I"), tr("Time"), tr("Memory")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    layout->addWidget(m_table, 1);
    makeSteps(layout);
    m_words->setReadOnly(true);
    m_words->setAccessibleName(tr("Words of the runs"));
    m_words->setToolTip(tr("Marked: not in the first run. Struck out: only in the first run"));
    layout->addWidget(m_words, 2);
    makeGates(layout);
    showAll();
}

QToolButton* CompareView::button(const QString& text, const QString& tip)
{
    auto* made = new QToolButton(m_content);
    made->setText(text);
    made->setAccessibleName(text);
    made->setToolTip(tip);
    made->setFocusPolicy(Qt::StrongFocus);
    return made;
}

void CompareView::makeTop(QVBoxLayout* layout)
{
    m_reference->setPlaceholderText(tr("The right words"));
    m_reference->setAccessibleName(tr("Reference text"));
    m_reference->setToolTip(
        tr("What was really said; errors are counted against it. Kept with the recording"));
    m_reference->setClearButtonEnabled(true);
    m_normalizer->setAccessibleName(tr("Normaliser"));
    m_normalizer->setToolTip(tr("What is done to both texts before their errors are counted"));
    for (const TextNormalizer normalizer : kNormalizers)
        m_normalizer->addItem(QString::fromLatin1(textNormalizerName(normalizer)));
    m_normalizer->setCurrentIndex(1);
    QToolButton* load
        = button(tr("Load..."), tr("Take the reference from a text, subtitle or TextGrid file"));
    QToolButton* add = button(tr("Add a text..."), tr("Lay the text of a file beside the runs"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_reference, 1);
    row->addWidget(load);
    layout->addLayout(row);
    auto* below = new QHBoxLayout;
    m_against->setWordWrap(true);
    below->addWidget(m_against, 1);
    below->addWidget(m_normalizer);
    below->addWidget(add);
    layout->addLayout(below);
    connect(m_reference, &QLineEdit::textChanged, this, &CompareView::showCounts);
    connect(m_reference, &QLineEdit::editingFinished, this, [this] {
        if (m_reference->isModified()) {
            m_reference->setModified(false);
            Q_EMIT referenceChanged(reference());
        }
    });
    connect(m_normalizer, &QComboBox::currentIndexChanged, this, &CompareView::showCounts);
    connect(load, &QToolButton::clicked, this, &CompareView::referenceFileWanted);
    connect(add, &QToolButton::clicked, this, &CompareView::textFileWanted);
}

void CompareView::makeSteps(QVBoxLayout* layout)
{
    QToolButton* previous = button(tr("Previous"), tr("Go to the difference before"));
    QToolButton* next = button(tr("Next"), tr("Go to the next difference"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_step, 1);
    row->addWidget(previous);
    row->addWidget(next);
    layout->addLayout(row);
    connect(previous, &QToolButton::clicked, this, [this] { stepDifference(-1); });
    connect(next, &QToolButton::clicked, this, [this] { stepDifference(1); });
}

void CompareView::makeGates(QVBoxLayout* layout)
{
    m_expert->setPrefix(tr("expert "));
    m_expert->setMinimum(1);
    m_expert->setAccessibleName(tr("Expert"));
    m_expert->setToolTip(tr("Whose gates are compared; at first the one that changed most"));
    auto* column = new QVBoxLayout(m_gateArea);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    row->addWidget(m_gateNote, 1);
    row->addWidget(m_expert);
    column->addLayout(row);
    column->addWidget(m_map, 1);
    layout->addWidget(m_gateArea, 1);
    connect(m_expert, &QSpinBox::valueChanged, this, &CompareView::showGates);
    connect(m_map, &GateDifferenceMap::hovered, this, [this](const QString& text) {
        if (!text.isEmpty())
            m_gateNote->setText(text);
        else
            showGates();
    });
}

void CompareView::setRuns(std::vector<ComparedRun> runs)
{
    m_runs = std::move(runs);
    if (m_runs.size() == 2) {
        const QSignalBlocker quiet(m_expert);
        m_expert->setMaximum(std::max(1, mostExperts(m_runs[0].gates)));
        m_expert->setValue(mostChangedExpert(m_runs[0].gates, m_runs[1].gates) + 1);
    }
    showAll();
}

void CompareView::addText(const ComparedRun& text)
{
    std::vector<ComparedRun> runs = m_runs;
    runs.push_back(text);
    setRuns(std::move(runs));
}

void CompareView::setReference(const QString& text)
{
    m_reference->setText(text);
    m_reference->setModified(false);
}

QString CompareView::reference() const
{
    return m_reference->text().trimmed();
}

void CompareView::showAll()
{
    m_invitation->setVisible(m_runs.empty());
    m_content->setVisible(!m_runs.empty());
    showWords();
    showCounts();
    showGates();
}

void CompareView::showCounts()
{
    if (m_runs.empty())
        return;
    const bool given = !reference().isEmpty();
    const std::string right = given ? reference().toStdString() : m_runs.front().text;
    const TextNormalizer normalizer = kNormalizers[static_cast<std::size_t>(m_normalizer->currentIndex())];
    m_against->setText(given ? tr("Errors against the reference, normaliser:")
                             : tr("Differences from the first run, normaliser:"));
    m_table->setRowCount(static_cast<int>(m_runs.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const ComparedRun& run = m_runs[static_cast<std::size_t>(row)];
        const ComparedCounts counts = countsAgainst(right, run.text, normalizer);
        const QStringList cells{run.label, percent(counts.words.rate()), percent(counts.characters.rate()),
            QString::number(counts.words.substitutions), QString::number(counts.words.deletions),
            QString::number(counts.words.insertions),
            run.seconds > 0.0 ? tr("%1 s").arg(run.seconds, 0, 'f', 2) : QStringLiteral("–"),
            run.residentBytes > 0 ? QLocale().formattedDataSize(run.residentBytes) : QStringLiteral("–")};
        for (int column = 0; column < cells.size(); ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            item->setToolTip(cells[column]);
            m_table->setItem(row, column, item);
        }
    }
}

void CompareView::showWords()
{
    m_words->clear();
    m_places.clear();
    m_place = -1;
    QTextCursor cursor(m_words->document());
    QTextCharFormat plain;
    QTextCharFormat label;
    label.setFontWeight(QFont::Bold);
    QTextCharFormat missing;
    missing.setFontStrikeOut(true);
    missing.setForeground(palette().placeholderText());
    for (const ComparedRun& run : m_runs) {
        if (&run != &m_runs.front())
            cursor.insertBlock();
        cursor.insertText(run.label, label);
        cursor.insertBlock();
        bool inDifference = false; // a replacement is one difference of two pieces
        for (const DiffPiece& piece : diffPieces(m_runs.front().text, run.text)) {
            const int begin = cursor.position();
            const bool same = piece.kind == DiffPiece::Kind::Same;
            cursor.insertText(piece.text,
                same                                       ? plain
                    : piece.kind == DiffPiece::Kind::Added ? differenceFormat()
                                                           : missing);
            if (!same && inDifference)
                m_places.back().end = cursor.position();
            else if (!same)
                m_places.push_back({begin, cursor.position()});
            inDifference = !same;
            cursor.insertText(QStringLiteral(" "), plain);
        }
    }
    showStep();
}

void CompareView::stepDifference(int step)
{
    if (m_places.empty())
        return;
    const auto count = static_cast<int>(m_places.size());
    m_place = m_place < 0 ? (step > 0 ? 0 : count - 1) : (m_place + step + count) % count;
    const Place& place = m_places[static_cast<std::size_t>(m_place)];
    QTextCursor cursor(m_words->document());
    cursor.setPosition(place.begin);
    cursor.setPosition(place.end, QTextCursor::KeepAnchor);
    m_words->setTextCursor(cursor);
    m_words->ensureCursorVisible();
    showStep();
}

void CompareView::showStep()
{
    if (m_runs.size() >= 2 && m_places.empty())
        m_step->setText(tr("No word differs"));
    else if (m_place < 0)
        m_step->setText(tr("%n difference(s)", nullptr, differences()));
    else
        m_step->setText(tr("Difference %1 of %2").arg(m_place + 1).arg(differences()));
}

void CompareView::showGates()
{
    const bool two = m_runs.size() == 2 && !m_runs[0].gates.empty() && !m_runs[1].gates.empty();
    m_gateArea->setVisible(two);
    if (!two)
        return;
    const GateDifference difference = gateDifference(
        m_runs[0].gates, m_runs[1].gates, m_expert->value() - 1, GateDifferenceMap::kColumns);
    m_gateNote->setText(difference.layers.empty()
            ? tr("The runs have no steered layer in common")
            : tr("Gate differences, up to ±%1").arg(difference.largest, 0, 'f', 3));
    m_map->setDifference(difference);
}

} // namespace steerscope
