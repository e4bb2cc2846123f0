// SPDX-License-Identifier: MIT
#include "app/gui/models_dialog.h"

#include "app/gui/model_controller.h"
#include "app/gui/status_fields.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr int kPathRole = Qt::UserRole;

QString html(const std::string& text)
{
    return QString::fromStdString(text).toHtmlEscaped();
}

QString row(const QString& name, const QString& value)
{
    if (value.isEmpty())
        return {};
    return QStringLiteral("<tr><td style='padding-right:14px'>%1</td><td>%2</td></tr>").arg(name, value);
}

QString count(std::int64_t scalars)
{
    const auto value = static_cast<double>(scalars);
    const QLocale locale;
    if (value >= 1e9)
        return ModelsDialog::tr("%1 G").arg(locale.toString(value / 1e9, 'f', 2));
    if (value >= 1e6)
        return ModelsDialog::tr("%1 M").arg(locale.toString(value / 1e6, 'f', 2));
    return locale.toString(static_cast<qlonglong>(scalars));
}

QString list(const QString& title, const std::vector<std::string>& items)
{
    if (items.empty())
        return {};
    QString text = QStringLiteral("<h4>%1</h4><ul>").arg(title);
    for (const std::string& item : items)
        text += QStringLiteral("<li>%1</li>").arg(html(item));
    return text + QStringLiteral("</ul>");
}

QString originName(const std::string& origin)
{
    if (origin == "shipped")
        return ModelsDialog::tr("Shipped");
    return origin == "imported" ? ModelsDialog::tr("Imported") : ModelsDialog::tr("Hugging Face cache");
}

} // namespace

QString modelInfoHtml(const ModelInfo& info, const std::vector<std::string>& problems)
{
    QString text = QStringLiteral("<h3>%1</h3>").arg(shortModelName(info).toHtmlEscaped());
    if (!problems.empty())
        text += list(ModelsDialog::tr("What is wrong"), problems);
    int experts = 0;
    for (const SteeredLayerInfo& layer : info.steered)
        experts = std::max(experts, layer.experts);
    text += QStringLiteral("<table>");
    text += row(ModelsDialog::tr("Steering"), html(info.variant));
    if (!info.steered.empty())
        text += row(ModelsDialog::tr("Steered rows"),
            ModelsDialog::tr("%1, up to %2 experts").arg(info.steered.size()).arg(experts));
    if (info.encoderLayers > 0)
        text += row(ModelsDialog::tr("Encoder"),
            ModelsDialog::tr("%1 layers, width %2, %3 heads, %4 mel bins, window %5 s")
                .arg(info.encoderLayers)
                .arg(info.width)
                .arg(info.heads)
                .arg(info.mels)
                .arg(QLocale().toString(info.windowSeconds, 'g', 4)));
    text += row(ModelsDialog::tr("Pooling"), html(info.pooling));
    if (info.decodesText)
        text += row(ModelsDialog::tr("LLM"),
            ModelsDialog::tr("%1, %2 layers, width %3, %4 tokens")
                .arg(html(info.llmFamily))
                .arg(info.llmLayers)
                .arg(info.llmWidth)
                .arg(info.vocabulary));
    text += row(ModelsDialog::tr("Prompt"), html(info.prompt));
    const ParameterCounts& p = info.parameters;
    if (p.encoder + p.llm > 0)
        text += row(ModelsDialog::tr("Parameters"),
            ModelsDialog::tr("encoder %1, LLM %2, projection %3, vectors %4, routers %5, scales %6")
                .arg(count(p.encoder), count(p.llm), count(p.projection), count(p.vectors), count(p.routers),
                    count(p.scales)));
    if (info.weightBytes > 0)
        text += row(ModelsDialog::tr("Weights"), bytesText(info.weightBytes));
    text += row(ModelsDialog::tr("Place"), html(info.path));
    text += QStringLiteral("</table>");
    return text + list(ModelsDialog::tr("Notes"), info.notes);
}

ModelsDialog::ModelsDialog(EngineSession* session, ModelController* models, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_models(models)
    , m_tree(new QTreeWidget(this))
    , m_details(new QTextBrowser(this))
    , m_memory(new QLabel(this))
{
    setWindowTitle(tr("Models"));
    m_tree->setHeaderLabels({tr("Model"), tr("What it is")});
    m_tree->setAccessibleName(tr("Models"));
    m_tree->setRootIsDecorated(false);
    m_tree->setAlternatingRowColors(true);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_details->setAccessibleName(tr("What is in the model"));
    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_details);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_memory);
    layout->addLayout(makeButtons());
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &ModelsDialog::inspectCurrent);
    connect(m_tree, &QTreeWidget::itemDoubleClicked, m_load, &QPushButton::click);
    connect(models, &ModelController::listChanged, this, &ModelsDialog::fill);
    connect(session, &EngineSession::modelInspected, this, &ModelsDialog::showInspected);
    connect(session, &EngineSession::stateChanged, this, &ModelsDialog::updateButtons);
    connect(session, &EngineSession::modelLoaded, this, &ModelsDialog::fill);
    connect(session, &EngineSession::modelUnloaded, this, &ModelsDialog::fill);
    connect(session, &EngineSession::failed, this, [this](const Error& error) {
        if (!m_inspecting.isEmpty() && error.code != ErrorCode::Cancelled)
            m_details->setHtml(list(tr("What is wrong"), {error.message()}));
        m_inspecting.clear();
    });
    fill();
    models->refreshList();
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 36);
}

QLayout* ModelsDialog::makeButtons()
{
    auto* buttons = new QHBoxLayout;
    const auto add = [&](const QString& text, const QString& tip, auto slot) {
        auto* button = new QPushButton(text, this);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        buttons->addWidget(button);
        return button;
    };
    m_load = add(tr("&Load"), tr("Load the chosen model"), [this] { m_models->load(currentPath()); });
    m_unload = add(tr("&Unload"), tr("Give the model's memory back"), [this] { m_models->unload(); });
    add(tr("&Import..."), tr("Make a model from an encoder, an LLM and a checkpoint"),
        [this] { Q_EMIT importRequested(); });
    add(tr("Other &folder..."), tr("Look at a model folder that is not in the list"),
        [this] { openFolder(); });
    buttons->addStretch(1);
    add(tr("Close"), tr("Close this dialog"), [this] { accept(); });
    return buttons;
}

void ModelsDialog::fill()
{
    const QString chosen = currentPath();
    const ModelInfo* loaded = m_session->model();
    m_tree->clear();
    for (const protocol::ModelListEntry& model : m_models->models()) {
        const QString summary = QString::fromStdString(model.summary);
        const QString origin = originName(model.origin);
        auto* item = new QTreeWidgetItem(m_tree,
            {QString::fromStdString(model.name),
                summary.isEmpty() ? origin : QStringLiteral("%1 · %2").arg(origin, summary)});
        const QString path = QString::fromStdString(model.path);
        item->setData(0, kPathRole, path);
        item->setToolTip(0, path);
        if (loaded && loaded->path == model.path) {
            QFont font = item->font(0);
            font.setBold(true);
            item->setFont(0, font);
            item->setText(1, tr("%1 · loaded").arg(item->text(1)));
        }
        if (path == chosen || (chosen.isEmpty() && loaded && loaded->path == model.path))
            m_tree->setCurrentItem(item);
    }
    if (!m_tree->currentItem() && m_tree->topLevelItemCount() > 0)
        m_tree->setCurrentItem(m_tree->topLevelItem(0));
    showMemory();
    updateButtons();
}

void ModelsDialog::showMemory()
{
    QStringList parts;
    if (const protocol::HelloReply* engine = m_session->engine())
        for (const protocol::DeviceInfo& device : engine->devices)
            parts.append(tr("%1: %2 of %3 free")
                             .arg(QString::fromStdString(device.name.empty() ? device.id : device.name),
                                 bytesText(device.freeBytes), bytesText(device.totalBytes)));
    if (const ModelInfo* loaded = m_session->model())
        parts.append(tr("the loaded model's weights: %1").arg(bytesText(loaded->weightBytes)));
    m_memory->setText(parts.join(QStringLiteral("  ·  ")));
}

void ModelsDialog::updateButtons()
{
    const EngineSession::State state = m_session->state();
    const bool running = state != EngineSession::State::Stopped && state != EngineSession::State::Starting;
    m_load->setEnabled(running && !currentPath().isEmpty());
    m_unload->setEnabled(m_session->model() != nullptr);
}

void ModelsDialog::inspectCurrent()
{
    updateButtons();
    m_inspecting = currentPath();
    m_details->clear();
    if (!m_inspecting.isEmpty())
        m_session->inspectModel(m_inspecting);
}

void ModelsDialog::showInspected(const protocol::Inspected& inspected)
{
    if (m_inspecting.isEmpty())
        return;
    m_inspecting.clear();
    m_details->setHtml(modelInfoHtml(inspected.info, inspected.problems));
}

void ModelsDialog::openFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Model folder"));
    if (folder.isEmpty())
        return;
    auto* item = new QTreeWidgetItem(m_tree, {folder.section(QLatin1Char('/'), -1), tr("Chosen folder")});
    item->setData(0, kPathRole, folder);
    item->setToolTip(0, folder);
    m_tree->setCurrentItem(item);
}

QString ModelsDialog::currentPath() const
{
    const QTreeWidgetItem* item = m_tree->currentItem();
    return item ? item->data(0, kPathRole).toString() : QString();
}

} // namespace steerscope
