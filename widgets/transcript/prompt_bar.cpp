// SPDX-License-Identifier: MIT
#include "widgets/transcript/prompt_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSpinBox>

#include <limits>

namespace steerscope {

namespace {

constexpr int kMostTokens = 100000;

} // namespace

QString englishPrompt()
{
    return QStringLiteral("please transcribe the audio content into text: ");
}

QString chinesePrompt()
{
    return QStringLiteral("请转写以下音频内容为文字：");
}

QString samplingText(const SamplingDefaults& sampling)
{
    if (!sampling.sample)
        return PromptBar::tr("greedy");
    const auto figure = [](double value) { return QLocale().toString(value, 'f', 2); };
    QStringList parts{PromptBar::tr("temperature %1").arg(figure(sampling.temperature))};
    if (sampling.topK > 0)
        parts += PromptBar::tr("top-k %1").arg(sampling.topK);
    if (sampling.topP < 1.0)
        parts += PromptBar::tr("top-p %1").arg(figure(sampling.topP));
    if (sampling.repetitionPenalty != 1.0)
        parts += PromptBar::tr("repetition %1").arg(figure(sampling.repetitionPenalty));
    return parts.join(QStringLiteral(", "));
}

PromptBar::PromptBar(QWidget* parent)
    : QWidget(parent)
    , m_prompt(new QComboBox(this))
    , m_sampling(new QComboBox(this))
    , m_seed(new QSpinBox(this))
    , m_limit(new QSpinBox(this))
    , m_voice(new QCheckBox(tr("Only where someone speaks"), this))
{
    setAccessibleName(tr("Decoding"));
    m_prompt->setEditable(true);
    m_prompt->setInsertPolicy(QComboBox::NoInsert);
    m_prompt->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_prompt->setMinimumContentsLength(12);
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setToolTip(tr("The text after the audio; taken as it stands, spaces at its end too"));
    m_prompt->lineEdit()->setAccessibleName(tr("Prompt text"));
    m_prompt->lineEdit()->setToolTip(m_prompt->toolTip());
    m_sampling->addItem(tr("Greedy"), static_cast<int>(Sampling::Greedy));
    m_sampling->addItem(tr("Model's own"), static_cast<int>(Sampling::Model));
    m_sampling->setAccessibleName(tr("Sampling"));
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setKeyboardTracking(false);
    m_seed->setPrefix(tr("seed ", "before a number"));
    m_seed->setAccessibleName(tr("Seed"));
    m_seed->setToolTip(tr("The same seed draws the same tokens"));
    m_limit->setRange(0, kMostTokens);
    m_limit->setKeyboardTracking(false);
    m_limit->setAccessibleName(tr("Token limit"));
    m_limit->setToolTip(tr("Most tokens for each audio window; 0: the model's own limit"));
    m_voice->setToolTip(tr("Silence, noise and tones get no words, and long recordings are cut in pauses"));

    auto* form = new QFormLayout(this);
    form->setContentsMargins(6, 2, 4, 2);
    form->setVerticalSpacing(3);
    form->addRow(tr("Prompt"), m_prompt);
    auto* drawing = new QHBoxLayout;
    drawing->setSpacing(4);
    drawing->addWidget(m_sampling, 1);
    drawing->addWidget(m_seed, 1);
    form->addRow(tr("Sampling"), drawing);
    form->addRow(tr("Tokens"), m_limit);
    form->addRow(tr("Words"), m_voice);

    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMilliseconds);
    connect(&m_quiet, &QTimer::timeout, this, &PromptBar::promptEdited);
    connect(m_prompt, &QComboBox::activated, this, [this](int index) {
        m_prompt->setEditText(m_prompt->itemData(index).toString());
        promptEdited();
    });
    connect(m_prompt->lineEdit(), &QLineEdit::textEdited, &m_quiet, qOverload<>(&QTimer::start));
    connect(m_prompt->lineEdit(), &QLineEdit::editingFinished, this, &PromptBar::promptEdited);
    connect(m_sampling, &QComboBox::activated, this, &PromptBar::changed);
    connect(m_seed, &QSpinBox::valueChanged, this, &PromptBar::changed);
    connect(m_limit, &QSpinBox::valueChanged, this, &PromptBar::changed);
    m_voice->setAccessibleName(m_voice->text());
    connect(m_voice, &QCheckBox::toggled, this, &PromptBar::changed);
    setModel(nullptr);
}

void PromptBar::setModel(const ModelInfo* model)
{
    m_ownPrompt = model ? QString::fromStdString(model->prompt) : englishPrompt();
    const QString own = model ? samplingText(model->sampling) : QString();
    m_sampling->setToolTip(own.isEmpty()
            ? tr("Greedy takes the likeliest token; the model's own draws as its files say")
            : tr("Greedy takes the likeliest token; the model's own: %1").arg(own));
    const QSignalBlocker quiet(m_limit);
    m_limit->setSpecialValueText(model ? tr("model's own, %1").arg(model->maxTokens) : tr("model's own"));
    fillPrompts();
    showOptions();
}

void PromptBar::fillPrompts()
{
    const QSignalBlocker quiet(m_prompt);
    m_prompt->clear();
    const auto add = [this](const QString& name, const QString& prompt) {
        m_prompt->addItem(tr("%1: %2").arg(name, prompt.trimmed()), prompt);
    };
    if (m_ownPrompt != englishPrompt() && m_ownPrompt != chinesePrompt())
        add(tr("Model's own"), m_ownPrompt);
    add(tr("English"), englishPrompt());
    add(tr("Chinese"), chinesePrompt());
}

void PromptBar::setOptions(const RunOptions& options)
{
    m_options = options;
    showOptions();
}

void PromptBar::showOptions()
{
    const QSignalBlocker noPrompt(m_prompt);
    const QSignalBlocker noSeed(m_seed);
    const QSignalBlocker noLimit(m_limit);
    const QSignalBlocker noVoice(m_voice);
    m_prompt->setEditText(m_options.prompt ? QString::fromStdString(*m_options.prompt) : m_ownPrompt);
    m_prompt->lineEdit()->setCursorPosition(0);
    m_sampling->setCurrentIndex(m_sampling->findData(static_cast<int>(m_options.sampling)));
    m_seed->setValue(static_cast<int>(m_options.seed));
    m_seed->setEnabled(m_options.sampling == Sampling::Model);
    m_limit->setValue(m_options.maxTokens);
    m_voice->setChecked(m_options.voiceActivity);
}

void PromptBar::promptEdited()
{
    m_quiet.stop();
    changed();
}

void PromptBar::changed()
{
    RunOptions options = m_options;
    const QString prompt = m_prompt->currentText();
    options.prompt = prompt == m_ownPrompt ? std::nullopt : std::optional(prompt.toStdString());
    options.sampling = static_cast<Sampling>(m_sampling->currentData().toInt());
    options.seed = static_cast<std::uint64_t>(m_seed->value());
    options.maxTokens = m_limit->value();
    options.voiceActivity = m_voice->isChecked();
    m_seed->setEnabled(options.sampling == Sampling::Model);
    if (options == m_options)
        return;
    m_options = options;
    Q_EMIT optionsChanged(m_options);
}

} // namespace steerscope
