// SPDX-License-Identifier: MIT
// Two or more runs side by side: words marked where they differ from the first, error counts, time and
// memory, and where gates differ between two.
#pragma once

#include "widgets/compare/comparison.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTableWidget;
class QTextEdit;
class QToolButton;
class QVBoxLayout;

namespace steerscope {

class GateDifferenceMap;

class CompareView : public QWidget {
    Q_OBJECT

public:
    explicit CompareView(QWidget* parent = nullptr);

    void setRuns(std::vector<ComparedRun> runs);
    void addText(const ComparedRun& text); // of a file, beside the runs
    void setReference(const QString& text); // emits nothing
    QString reference() const;
    int differences() const { return static_cast<int>(m_places.size()); }
    int shownDifference() const { return m_place; } // from 0; -1: none yet
    void stepDifference(int step); // goes round

Q_SIGNALS:
    void referenceChanged(const QString& text); // by the user
    void referenceFileWanted();
    void textFileWanted();

private:
    struct Place { // in the shown text
        int begin = 0;
        int end = 0;
    };

    void makeTop(QVBoxLayout* layout);
    void makeSteps(QVBoxLayout* layout);
    void makeGates(QVBoxLayout* layout);
    QToolButton* button(const QString& text, const QString& tip);
    void showAll();
    void showCounts();
    void showWords();
    void showGates();
    void showStep();

    std::vector<ComparedRun> m_runs;
    std::vector<Place> m_places;
    int m_place = -1;
    QLabel* m_invitation;
    QWidget* m_content;
    QLineEdit* m_reference;
    QComboBox* m_normalizer;
    QLabel* m_against;
    QTableWidget* m_table;
    QLabel* m_step;
    QTextEdit* m_words;
    QWidget* m_gateArea;
    QSpinBox* m_expert;
    QLabel* m_gateNote;
    GateDifferenceMap* m_map;
};

} // namespace steerscope
