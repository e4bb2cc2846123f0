// SPDX-License-Identifier: MIT
#include "widgets/ask/ask_controls.h"

#include "core/base/gating_trace.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr const char* kWindowNormalizer = "basic"; // what a person types has capitals and full stops
constexpr int kProgressSteps = 1000;
constexpr double kScaleLimit = 10.0;
constexpr int kMostPoints = 201;
constexpr int kMostWords = 999;

QComboBox* choice(const QString& name, const QString& tip, const QStringList& items)
{
    auto* box = new QComboBox;
    box->addItems(items);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    return box;
}

QWidget* line(std::initializer_list<QWidget*> widgets)
{
    auto* holder = new QWidget;
    auto* layout = new QHBoxLayout(holder);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    layout->addStretch(1);
    return holder;
}

QDoubleSpinBox* scaleBox(const QString& name, const QString& tip, double value)
{
    auto* box = new QDoubleSpinBox;
    box->setRange(-kScaleLimit, kScaleLimit);
    box->setSingleStep(0.25);
    box->setValue(value);
    box->setAccessibleName(name);
    box->setToolTip(tip);
    return box;
}

QToolButton* button(const QString& text, const QString& tip)
{
    auto* result = new QToolButton;
    result->setText(text);
    result->setToolTip(tip);
    result->setAccessibleName(text);
    result->setToolButtonStyle(Qt::ToolButtonTextOnly);
    return result;
}

} // namespace

AskControls::AskControls(QWidget* parent)
    : QWidget(parent)
    , m_kind(choice(tr("Question"), tr("What is asked of the model"),
          {tr("Scale sweep"), tr("Ablation map"), tr("Heard or guessed"), tr("Attribution"),
              tr("Fit scales")}))
    , m_words(new QLineEdit)
    , m_options(new QStackedWidget)
    , m_whole(new QCheckBox(tr("Whole recording")))
    , m_ask(button(tr("Ask"), tr("Ask under the steering of this moment; turning it goes on meanwhile")))
    , m_save(button(tr("Save..."), tr("Save the result as CSV or JSON")))
    , m_progress(new QProgressBar)
    , m_layer(kNoLayer)
{
    m_words->setPlaceholderText(tr("Right words (else: what the model says)"));
    m_words->setAccessibleName(tr("Right words"));
    m_words->setToolTip(
        tr("Their log-probability is followed, errors are counted against them, and scales are "
           "fitted to them"));
    m_words->setClearButtonEnabled(true);
    m_whole->setToolTip(tr("Ask about all audio windows; else about the one in view"));
    m_whole->setAccessibleName(m_whole->text());
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(m_progress->fontMetrics().height() / 2);
    m_progress->setAccessibleName(tr("Progress"));
    m_options->addWidget(sweepOptions());
    m_options->addWidget(ablationOptions());
    m_options->addWidget(new QWidget);
    m_options->addWidget(attributionOptions());
    m_options->addWidget(new QWidget);
    m_options->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    auto* first = new QHBoxLayout;
    first->addWidget(m_kind);
    first->addWidget(m_words, 1);
    first->addWidget(m_ask);
    first->addWidget(m_save);
    auto* second = new QHBoxLayout;
    second->addWidget(m_options);
    second->addWidget(m_whole);
    second->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(first);
    layout->addLayout(second);
    layout->addWidget(m_progress);

    connect(m_kind, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_options->setCurrentIndex(index);
        showState();
        Q_EMIT kindChanged(kind());
    });
    connect(m_words, &QLineEdit::textChanged, this, &AskControls::showState);
    connect(m_words, &QLineEdit::returnPressed, m_ask, &QToolButton::click);
    connect(m_save, &QToolButton::clicked, this, &AskControls::saveWanted);
    connect(m_ask, &QToolButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT stopWanted();
        else
            Q_EMIT asked(wish());
    });
    setSelectedLayer(kNoLayer);
    setRunning(false);
}

QWidget* AskControls::sweepOptions()
{
    m_swept = choice(tr("Swept"), tr("Whose scale is swept"), {tr("Master"), QString()});
    m_from = scaleBox(tr("From"), tr("First scale"), SweepRequest().from);
    m_to = scaleBox(tr("To"), tr("Last scale"), SweepRequest().to);
    m_points = new QSpinBox;
    m_points->setRange(2, kMostPoints);
    m_points->setValue(SweepRequest().points);
    m_points->setAccessibleName(tr("Points"));
    m_points->setToolTip(tr("How many scales, both ends included"));
    m_points->setSuffix(tr(" points"));
    return line({m_swept, m_from, new QLabel(QStringLiteral("–")), m_to, m_points});
}

QWidget* AskControls::ablationOptions()
{
    m_form = choice(tr("Form"), tr("What becomes of an expert's gate"),
        {tr("Remove"), tr("Renormalise"), tr("Mean gate")});
    m_effect
        = choice(tr("Effect"), tr("Total: layers above route anew; direct: they keep the gates they had"),
            {tr("Total effect"), tr("Direct effect")});
    return line({m_form, m_effect});
}

QWidget* AskControls::attributionOptions()
{
    m_word = new QSpinBox;
    m_word->setRange(0, kMostWords);
    m_word->setSpecialValueText(tr("Whole text"));
    m_word->setPrefix(tr("Word "));
    m_word->setAccessibleName(tr("Word"));
    m_word->setToolTip(tr("Which word of the text, counted from 1"));
    return line({m_word});
}

StudyKind AskControls::kind() const
{
    return static_cast<StudyKind>(m_kind->currentIndex());
}

void AskControls::setKind(StudyKind kind)
{
    m_kind->setCurrentIndex(static_cast<int>(kind));
}

void AskControls::setReady(bool ready)
{
    m_ready = ready;
    showState();
}

void AskControls::setSelectedLayer(int layer)
{
    m_layer = layer;
    m_swept->setItemText(1,
        layer == kNoLayer ? tr("Chosen layer")
                          : tr("Layer %1").arg(QString::fromStdString(layerLabel(layer))));
    showState();
}

void AskControls::setResultThere(bool there)
{
    m_result = there;
    showState();
}

void AskControls::setWords(const QString& words)
{
    m_words->setText(words);
}

void AskControls::setRunning(bool running)
{
    m_running = running;
    m_ask->setText(running ? tr("Stop") : tr("Ask"));
    m_ask->setAccessibleName(m_ask->text());
    m_progress->setVisible(running);
    setProgress(0.0);
    showState();
}

void AskControls::setProgress(double fraction)
{
    m_progress->setRange(0, fraction < 0.0 ? 0 : kProgressSteps);
    m_progress->setValue(static_cast<int>(fraction * kProgressSteps));
}

// Fitting needs words to fit to; a chosen layer's sweep needs one.
void AskControls::showState()
{
    const bool fits = kind() == StudyKind::Fit;
    const bool possible = !fits || !m_words->text().trimmed().isEmpty();
    m_ask->setEnabled(m_running || (m_ready && possible));
    m_save->setEnabled(m_result);
    m_words->setEnabled(kind() != StudyKind::Heard);
    m_whole->setEnabled(kind() != StudyKind::Attribution && !fits);
}

AskWish AskControls::wish() const
{
    AskWish wish;
    wish.words = m_words->text().trimmed();
    wish.wholeRecording = m_whole->isChecked() && m_whole->isEnabled();
    const StudyReference reference{wish.words.toStdString(), kWindowNormalizer};
    switch (kind()) {
    case StudyKind::Sweep: {
        SweepRequest sweep;
        if (m_swept->currentIndex() == 1 && m_layer != kNoLayer)
            sweep.layers = {m_layer};
        sweep.from = m_from->value();
        sweep.to = m_to->value();
        sweep.points = m_points->value();
        sweep.reference = reference;
        wish.question = sweep;
        break;
    }
    case StudyKind::Ablation: {
        AblationRequest ablation;
        ablation.form = static_cast<AblationForm>(m_form->currentIndex());
        ablation.effect = static_cast<AblationEffect>(m_effect->currentIndex());
        ablation.reference = reference;
        wish.question = ablation;
        break;
    }
    case StudyKind::Heard:
        wish.words.clear();
        wish.question = HeardRequest();
        break;
    case StudyKind::Attribution:
        wish.question = AttributionRequest{m_word->value(), AttributionRequest().nodes};
        break;
    case StudyKind::Fit: {
        FitRequest fit;
        fit.reference = reference;
        wish.question = fit;
        break;
    }
    }
    return wish;
}

} // namespace steerscope
