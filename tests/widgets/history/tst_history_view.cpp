// SPDX-License-Identifier: MIT
#include "widgets/history/history_text.h"
#include "widgets/history/history_view.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace steerscope;

namespace {

RunSummary run(std::int64_t id, const char* text, const char* tags = "")
{
    RunSummary summary;
    summary.id = id;
    summary.when = QDateTime(QDate(2026, 11, 5), QTime(14, 3, 7)).toMSecsSinceEpoch();
    summary.recording = QStringLiteral("/home/u/Take 7.wav");
    summary.model = QStringLiteral("Spoken words");
    summary.text = QString::fromLatin1(text);
    summary.tags = QString::fromLatin1(tags);
    return summary;
}

using Ids = std::vector<std::int64_t>;

} // namespace

class TestHistoryView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsOfSteering()
    {
        SteeringSettings settings;
        QCOMPARE(steeringText(settings), QStringLiteral("as trained"));
        settings.master = 0.5;
        settings.layers[2].multiplier = 3.0;
        settings.layers[4]; // named, but as trained
        QVERIFY(steeringText(settings).startsWith(QLatin1String("master 0.50, 1 ")));
        settings.bypass = true;
        QCOMPARE(steeringText(settings), QStringLiteral("steering removed"));
    }

    void timesAreAsShortAsTheyCanBe()
    {
        QLocale::setDefault(QLocale::c());
        const std::int64_t when = run(1, "").when;
        const auto on = [&](int year, int month, int day) {
            return runTimeText(when, QDateTime(QDate(year, month, day), QTime(23, 0)));
        };
        QCOMPARE(on(2026, 11, 5), QStringLiteral("14:03:07"));
        QCOMPARE(on(2026, 11, 6), QStringLiteral("5 Nov 14:03"));
        QCOMPARE(on(2027, 1, 1), QStringLiteral("5 Nov 2026 14:03"));
    }

    void searchFindsEveryWordAnywhere()
    {
        const RunSummary summary = run(1, "seven three one", "noisy");
        for (const char* search : {"", "  ", "THREE", "noisy one", "take spoken", "trained"})
            QVERIFY2(matchesSearch(summary, QString::fromLatin1(search)), search);
        for (const char* search : {"four", "seven four", "threeone"})
            QVERIFY2(!matchesSearch(summary, QString::fromLatin1(search)), search);
    }

    void viewSearchesAndRestores()
    {
        HistoryView view;
        view.setRuns({run(3, "no go"), run(2, "seven three"), run(1, "three")});
        QCOMPARE(view.found(), (Ids{3, 2, 1}));
        view.setSearch(QStringLiteral("three"));
        QCOMPARE(view.found(), (Ids{2, 1}));
        view.choose({2});
        QSignalSpy restored(&view, &HistoryView::restoreWanted);
        for (QAbstractButton* button : view.findChildren<QAbstractButton*>())
            if (button->text() == QLatin1String("Restore"))
                button->click();
        QCOMPARE(restored.size(), 1);
        QCOMPARE(restored[0][0].toLongLong(), 2);
        view.choose({1, 2});
        QCOMPARE(view.chosen(), (Ids{2, 1}));
        view.setRuns({run(4, "three"), run(2, "seven three"), run(1, "three")});
        QCOMPARE(view.chosen(), (Ids{2, 1})); // a new run takes nothing away
        QCOMPARE(view.found(), (Ids{4, 2, 1}));
    }

    // What is typed goes to the run it was typed for, also when another is chosen before the pause.
    void typedTextsBelongToTheirRun()
    {
        HistoryView view;
        view.setRuns({run(2, "b"), run(1, "a", "old")});
        QSignalSpy tags(&view, &HistoryView::tagsChanged);
        QSignalSpy notes(&view, &HistoryView::notesChanged);
        view.choose({1});
        QLineEdit* field = nullptr;
        for (QLineEdit* edit : view.findChildren<QLineEdit*>())
            if (edit->text() == QLatin1String("old"))
                field = edit;
        QVERIFY(field);
        field->setText(QStringLiteral(" new  word "));
        view.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("a note"));
        view.choose({2});
        QCOMPARE(tags.size(), 1);
        QCOMPARE(tags[0][0].toLongLong(), 1);
        QCOMPARE(tags[0][1].toString(), QStringLiteral("new word"));
        QCOMPARE(notes.size(), 1);
        QCOMPARE(notes[0][0].toLongLong(), 1);
        QVERIFY(field->text().isEmpty());
        view.choose({1});
        QCOMPARE(field->text(), QStringLiteral("new word"));
        view.findChild<QPlainTextEdit*>()->setPlainText(QStringLiteral("later"));
        QVERIFY(notes.wait(5000)); // after a pause in typing, with nothing else done
    }
};

QTEST_MAIN(TestHistoryView)
#include "tst_history_view.moc"
