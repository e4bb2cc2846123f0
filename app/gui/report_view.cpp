// SPDX-License-Identifier: MIT
#include "app/gui/report_view.h"

#include "app/gui/recent_files.h"
#include "app/gui/report_browser.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace steerscope {

namespace {

constexpr int kListWidth = 220;

} // namespace

QStringList reportFiles(const QString& folder)
{
    const QDir place(folder);
    QStringList files;
    for (const char* pattern : {"report.md", "*.md", "*.csv", "*.svg", "*.png"})
        for (const QString& name : place.entryList({QString::fromLatin1(pattern)}, QDir::Files, QDir::Name))
            if (!files.contains(name))
                files << name;
    return files;
}

ReportView::ReportView(QWidget* parent)
    : QWidget(parent)
    , m_recent(new RecentFiles(this, QStringLiteral("reports/recent")))
    , m_choice(new QComboBox(this))
    , m_files(new QListWidget(this))
    , m_browser(new ReportBrowser(this))
{
    m_choice->setAccessibleName(tr("Report folder"));
    m_choice->setToolTip(tr("Report folders that were opened here"));
    m_choice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_files->setAccessibleName(tr("Files of the report"));
    m_files->setToolTip(tr("The text, its tables and its pictures"));
    m_browser->setPlaceholderText(tr("Open the report folder that steerscope-cli experiment made."));
    auto* open = new QPushButton(tr("Open &report..."), this);
    open->setToolTip(tr("Open the report folder of an experiment"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 6, 8, 4);
    line->addWidget(m_choice, 1);
    line->addWidget(open);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_files);
    splitter->addWidget(m_browser);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kListWidth, 4 * kListWidth});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(line);
    layout->addWidget(splitter, 1);
    connect(open, &QPushButton::clicked, this, &ReportView::openRequested);
    connect(m_choice, &QComboBox::activated, this,
        [this](int index) { this->open(m_choice->itemData(index).toString()); });
    connect(m_files, &QListWidget::currentTextChanged, this, [this](const QString& name) {
        if (!name.isEmpty())
            m_browser->showFile(QDir(m_folder).filePath(name));
    });
    // A report is replaced as a whole when its experiment goes on.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ReportView::fillFiles);
    fillChoice();
}

void ReportView::open(const QString& folder)
{
    m_folder = QDir(folder).absolutePath();
    m_recent->add(m_folder);
    if (!m_watcher.directories().isEmpty())
        m_watcher.removePaths(m_watcher.directories());
    m_watcher.addPath(QFileInfo(m_folder).path());
    fillChoice();
    fillFiles();
}

void ReportView::fillChoice()
{
    m_choice->clear();
    for (const QString& path : m_recent->files())
        m_choice->addItem(QDir::toNativeSeparators(path), path);
    m_choice->setCurrentIndex(m_folder.isEmpty() ? -1 : 0);
    m_choice->setEnabled(m_choice->count() > 0);
}

void ReportView::fillFiles()
{
    const QString before = m_files->currentItem() ? m_files->currentItem()->text() : QString();
    const QStringList files = reportFiles(m_folder);
    const QSignalBlocker quiet(m_files);
    m_files->clear();
    m_files->addItems(files);
    if (files.isEmpty()) {
        m_browser->setPlainText(tr("There is no report in %1.").arg(QDir::toNativeSeparators(m_folder)));
        return;
    }
    const qsizetype row = std::max<qsizetype>(0, files.indexOf(before));
    m_files->setCurrentRow(static_cast<int>(row));
    const QString path = QDir(m_folder).filePath(files[row]);
    if (path == m_browser->shownFile())
        m_browser->reload();
    else
        m_browser->showFile(path);
}

} // namespace steerscope
