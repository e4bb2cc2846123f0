// SPDX-License-Identifier: MIT
#include "app/gui/start_training_dialog.h"

#include "app/gui/icons.h"
#include "app/gui/paths.h"
#include "core/base/error.h"
#include "core/session/engine_command.h"
#include "core/session/training_process.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace steerscope {

namespace {

QString configKey()
{
    return QStringLiteral("trainings/config");
}

QString parentKey()
{
    return QStringLiteral("trainings/parent");
}

} // namespace

QString freeRunFolder(const QString& parent, const QString& config)
{
    const QDir place(parent);
    const QString name = QFileInfo(config).completeBaseName();
    for (int number = 1;; ++number) {
        const QString folder = place.filePath(QStringLiteral("%1-%2").arg(name).arg(number));
        if (!QFileInfo::exists(folder))
            return folder;
    }
}

StartTrainingDialog::StartTrainingDialog(QWidget* parent)
    : QDialog(parent)
    , m_problem(new QLabel(this))
{
    setWindowTitle(tr("Start training"));
    auto* form = new QFormLayout;
    m_config = addPath(form, tr("&Configuration"), tr("JSON file of steerscope-cli train"), false);
    m_folder = addPath(form, tr("Run &folder"), tr("a folder that is free"), true);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setAccessibleName(tr("What went wrong"));
    auto* hint = new QLabel(
        tr("The training runs in a process of its own and goes on when the window is closed."), this);
    hint->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("&Start"), QDialogButtonBox::AcceptRole);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(hint);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    m_problem->hide();
    resize(fontMetrics().averageCharWidth() * 90, sizeHint().height());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, &StartTrainingDialog::start);
    connect(m_config, &QLineEdit::textChanged, this, &StartTrainingDialog::propose);
    connect(m_folder, &QLineEdit::textChanged, this, &StartTrainingDialog::check);
    m_config->setText(Preferences().value(configKey()).toString());
    check();
}

QLineEdit* StartTrainingDialog::addPath(
    QFormLayout* form, const QString& label, const QString& hint, bool folder)
{
    QString plain = label;
    plain.remove(QLatin1Char('&'));
    auto* line = new QHBoxLayout;
    auto* field = new QLineEdit(this);
    field->setPlaceholderText(hint);
    field->setAccessibleName(plain);
    auto* browse = new QToolButton(this);
    browse->setIcon(symbolIcon(QStringLiteral("folder")));
    browse->setToolTip(tr("Browse for: %1").arg(plain));
    browse->setAccessibleName(browse->toolTip());
    line->addWidget(field);
    line->addWidget(browse);
    form->addRow(label, line);
    static_cast<QLabel*>(form->labelForField(line))->setBuddy(field);
    connect(browse, &QToolButton::clicked, this, [this, field, plain, folder] {
        const QString chosen = folder
            ? QFileDialog::getExistingDirectory(this, plain, QFileInfo(field->text()).path())
            : QFileDialog::getOpenFileName(
                this, plain, QFileInfo(field->text()).path(), tr("Configurations (*.json);;All files (*)"));
        if (!chosen.isEmpty())
            field->setText(chosen);
    });
    return field;
}

void StartTrainingDialog::setConfig(const QString& path)
{
    m_config->setText(path);
}

void StartTrainingDialog::setFolder(const QString& path)
{
    m_folder->setText(path);
}

QString StartTrainingDialog::folder() const
{
    return m_folder->text().trimmed();
}

void StartTrainingDialog::propose()
{
    check();
    if (folder() != m_proposed || m_config->text().trimmed().isEmpty())
        return; // the user's own
    QString parent = Preferences().value(parentKey()).toString();
    if (!QFileInfo(parent).isDir())
        parent = trainingsFolder();
    m_proposed = freeRunFolder(parent, m_config->text().trimmed());
    m_folder->setText(m_proposed);
}

void StartTrainingDialog::check()
{
    m_problem->hide();
    m_start->setEnabled(!m_config->text().trimmed().isEmpty() && !folder().isEmpty());
}

void StartTrainingDialog::start()
{
    const QString config = m_config->text().trimmed();
    const QString place = QFileInfo(folder()).absoluteFilePath();
    const auto pid = attempt([&] { return startTraining(defaultCliCommand(), config, place); });
    if (!pid) {
        m_problem->setText(QString::fromStdString(pid.error().message()));
        m_problem->show();
        return;
    }
    Preferences preferences;
    preferences.setValue(configKey(), config);
    preferences.setValue(parentKey(), QFileInfo(place).path());
    Q_EMIT started(place, pid.value());
    accept();
}

} // namespace steerscope
