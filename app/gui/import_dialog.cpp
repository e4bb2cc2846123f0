// SPDX-License-Identifier: MIT
#include "app/gui/import_dialog.h"

#include "app/gui/icons.h"
#include "app/gui/status_fields.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace steerscope {

ImportDialog::ImportDialog(EngineSession* session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
{
    setWindowTitle(tr("Import model"));
    auto* form = new QFormLayout;
    m_checkpoint = addPath(form, tr("&Checkpoint"), tr("pytorch_model.bin of the trained steering"),
        Ask::File, tr("Checkpoints (*.bin *.safetensors);;All files (*)"));
    m_encoder = addPath(form, tr("&Encoder"), tr("folder of the Whisper model, or its hub id"), Ask::Folder);
    m_llm = addPath(form, tr("&LLM"), tr("folder of the language model, or its hub id"), Ask::Folder);
    m_config = addPath(form, tr("Config (&YAML)"), tr("of the training; may be empty"), Ask::File,
        tr("YAML (*.yaml *.yml);;All files (*)"));
    m_name = new QLineEdit(this);
    m_name->setPlaceholderText(tr("under which it is listed; empty: the checkpoint folder's"));
    form->addRow(tr("&Name"), m_name);
    m_pooling = new QLineEdit(this);
    m_pooling->setPlaceholderText(tr("as the config says; else for example max,4@32 or none"));
    form->addRow(tr("&Pooling"), m_pooling);
    m_copy = new QCheckBox(tr("Co&py encoder and LLM too"), this);
    m_copy->setToolTip(tr("Otherwise the model refers to them where they are"));
    form->addRow(QString(), m_copy);

    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setAccessibleName(tr("What went wrong"));
    m_stage = new QLabel(this);
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress of the import"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import"), QDialogButtonBox::AcceptRole);

    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(m_stage);
    layout->addWidget(m_progress);
    layout->addWidget(buttons);
    setRunning(false);
    m_problem->hide();
    resize(fontMetrics().averageCharWidth() * 90, sizeHint().height());

    connect(buttons, &QDialogButtonBox::rejected, this, &ImportDialog::reject);
    connect(m_import, &QPushButton::clicked, this, &ImportDialog::start);
    connect(session, &EngineSession::progress, this, [this](const QString& stage, double fraction) {
        if (!m_running)
            return;
        m_stage->setText(stageText(stage));
        m_progress->setRange(0, fraction < 0.0 ? 0 : 1000);
        m_progress->setValue(static_cast<int>(fraction * 1000.0));
    });
    connect(session, &EngineSession::modelImported, this, [this](const protocol::Imported& result) {
        if (!m_running)
            return;
        setRunning(false);
        Q_EMIT this->imported(QString::fromStdString(result.path));
        accept();
    });
    connect(session, &EngineSession::failed, this, [this](const Error& error) {
        if (m_running)
            showProblem(QString::fromStdString(error.message()));
    });
    connect(session, &EngineSession::engineLost, this, [this](const QString& why) {
        if (m_running)
            showProblem(why);
    });
}

QLineEdit* ImportDialog::addPath(
    QFormLayout* form, const QString& label, const QString& hint, Ask ask, const QString& filter)
{
    auto* line = new QHBoxLayout;
    auto* field = new QLineEdit(this);
    field->setPlaceholderText(hint);
    auto* browse = new QToolButton(this);
    browse->setIcon(symbolIcon(QStringLiteral("folder")));
    QString plain = label;
    plain.remove(QLatin1Char('&'));
    field->setAccessibleName(plain);
    browse->setToolTip(tr("Browse for: %1").arg(plain));
    browse->setAccessibleName(browse->toolTip());
    line->addWidget(field);
    line->addWidget(browse);
    form->addRow(label, line);
    static_cast<QLabel*>(form->labelForField(line))->setBuddy(field);
    connect(field, &QLineEdit::textChanged, this, [this] { m_import->setEnabled(complete() && !m_running); });
    connect(browse, &QToolButton::clicked, this, [this, field, plain, ask, filter] {
        const QString from = field->text().isEmpty() ? QFileInfo(m_checkpoint->text()).path() : field->text();
        const QString chosen = ask == Ask::Folder ? QFileDialog::getExistingDirectory(this, plain, from)
                                                  : QFileDialog::getOpenFileName(this, plain, from, filter);
        if (!chosen.isEmpty())
            field->setText(chosen);
    });
    return field;
}

protocol::ImportModel ImportDialog::wish() const
{
    protocol::ImportModel wish;
    wish.checkpoint = m_checkpoint->text().trimmed().toStdString();
    wish.encoder = m_encoder->text().trimmed().toStdString();
    wish.llm = m_llm->text().trimmed().toStdString();
    wish.config = m_config->text().trimmed().toStdString();
    wish.name = m_name->text().trimmed().toStdString();
    wish.pooling = m_pooling->text().trimmed().toStdString();
    wish.copy = m_copy->isChecked();
    return wish;
}

bool ImportDialog::complete() const
{
    const protocol::ImportModel wish = this->wish();
    return !wish.checkpoint.empty() && !wish.encoder.empty() && !wish.llm.empty();
}

void ImportDialog::start()
{
    m_problem->hide();
    setRunning(true);
    m_session->importModel(wish());
}

void ImportDialog::setRunning(bool running)
{
    m_running = running;
    m_stage->setVisible(running);
    m_progress->setVisible(running);
    m_progress->setRange(0, 0);
    m_stage->setText(tr("Reading the checkpoint"));
    m_import->setEnabled(complete() && !running);
}

void ImportDialog::showProblem(const QString& text)
{
    setRunning(false);
    m_problem->setText(text);
    m_problem->show();
}

void ImportDialog::reject()
{
    if (m_running) {
        m_session->cancelImport();
        setRunning(false);
        return;
    }
    QDialog::reject();
}

} // namespace steerscope
