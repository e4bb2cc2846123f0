// SPDX-License-Identifier: MIT
// The runs that were kept, newest first: found by words, labelled, pinned, brought back.
#pragma once

#include "core/session/run_store.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLineEdit;
class QLabel;
class QListWidget;
class QPlainTextEdit;
class QToolButton;

namespace steerscope {

class HistoryView : public QWidget {
    Q_OBJECT

public:
    explicit HistoryView(QWidget* parent = nullptr);

    // What was chosen stays chosen where it is still there; a text that is being typed is left alone.
    void setRuns(std::vector<RunSummary> runs);
    const std::vector<RunSummary>& runs() const { return m_runs; }
    std::vector<std::int64_t> chosen() const; // from the top
    void choose(const std::vector<std::int64_t>& runs);
    void setSearch(const QString& text);
    void keepTexts(); // what was typed, without waiting for a pause
    std::vector<std::int64_t> found() const; // what the search leaves, from the top

Q_SIGNALS:
    void restoreWanted(qint64 run);
    void compareWanted(const std::vector<std::int64_t>& runs); // two or more
    void exportWanted(const std::vector<std::int64_t>& runs);
    void removeWanted(const std::vector<std::int64_t>& runs);
    void pinned(qint64 run, bool pinned);
    void tagsChanged(qint64 run, const QString& tags);
    void notesChanged(qint64 run, const QString& notes);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    QToolButton* addButton(QLayout* row, const QString& text, const QString& tip);
    void fill();
    void filter();
    void showChosen();
    const RunSummary* single() const; // the one chosen run, null where none or several are
    void offer(const QPoint& position);

    std::vector<RunSummary> m_runs;
    QTimer m_typed; // of a pause in typing
    std::int64_t m_shown = 0; // run whose tags and notes are in the fields
    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel* m_none;
    QLineEdit* m_tags;
    QPlainTextEdit* m_notes;
    QToolButton* m_restore;
    QToolButton* m_pin;
    QToolButton* m_compare;
    QToolButton* m_remove;
};

} // namespace steerscope
