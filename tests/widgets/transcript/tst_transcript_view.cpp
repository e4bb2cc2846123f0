// SPDX-License-Identifier: MIT
// What stands in the transcript, what is marked, and that nothing jumps while it grows.
#include "widgets/transcript/transcript_view.h"

#include "widgets/transcript/find_bar.h"
#include "widgets/transcript/segment_text.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>

#include <memory>

using namespace steerscope;
using Lane = TranscriptView::Lane;
using State = TranscriptView::State;

class TestTranscriptView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<TranscriptView>();
        m_view->resize(320, 400);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void emptyItInvites()
    {
        QCOMPARE(m_view->state(), State::Empty);
        QVERIFY(steered()->placeholderText().contains(QStringLiteral("Record")));
    }

    void wordsAppearAsTheyAreDecoded()
    {
        m_view->beginRun(Lane::Steered, {{0.42, 30.0}, {30.0, 42.0}});
        QCOMPARE(m_view->state(), State::Running);
        m_view->addToken(Lane::Steered, 0, {1, " seven", -0.1});
        m_view->addToken(Lane::Steered, 0, {2, " three", -0.2});
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven three\n"));
        m_view->setSegment(Lane::Steered, 1, {30.0, 42.0, "one\ntwo", {}});
        m_view->setSegment(Lane::Steered, 0, {0.42, 30.0, "seven three", {}});
        m_view->endRun(Lane::Steered);
        QCOMPARE(m_view->state(), State::Settled);
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven three\none two")); // a line a segment
    }

    void theOldWordsStayUntilTheNewOnesHavePassed()
    {
        settle(Lane::Steered, "seven three one");
        m_view->beginRun(Lane::Steered, {{0.42, 30.0}});
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven three one"));
        m_view->addToken(Lane::Steered, 0, {1, " seven", -0.1});
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven three one"));
        QCOMPARE(greyedFrom(), -1); // not before 200 ms
        QTRY_COMPARE_WITH_TIMEOUT(greyedFrom(), 5, 1000); // behind "seven"
        m_view->addToken(Lane::Steered, 0, {2, " tree", -0.2});
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven tree")); // another way from here
        m_view->setSegment(Lane::Steered, 0, {0.42, 30.0, "seven tree", {}});
        m_view->endRun(Lane::Steered);
        QCOMPARE(greyedFrom(), -1);
    }

    void whatAStoppedRunLeftIsNotCalledNew()
    {
        settle(Lane::Steered, "seven");
        m_view->beginRun(Lane::Steered, {{0.42, 30.0}});
        m_view->endRun(Lane::Steered);
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven"));
        QCOMPARE(greyedFrom(), 0);
    }

    void aSelectionHoldsWhileTextGrows()
    {
        m_view->beginRun(Lane::Steered, {{0.0, 30.0}, {30.0, 60.0}});
        m_view->setSegment(Lane::Steered, 0, {0.0, 30.0, "seven three", {}});
        QTextCursor cursor(steered()->document());
        cursor.setPosition(6);
        cursor.setPosition(11, QTextCursor::KeepAnchor);
        steered()->setTextCursor(cursor);
        m_view->addToken(Lane::Steered, 1, {1, " one", -0.1});
        m_view->setSegment(Lane::Steered, 0, {0.0, 30.0, "seven three", {}});
        QCOMPARE(steered()->textCursor().selectedText(), QStringLiteral("three"));
    }

    void theScrollPositionHoldsWhileTextGrows()
    {
        Transcript transcript;
        for (int i = 0; i < 60; ++i)
            transcript.segments.push_back({i * 30.0, i * 30.0 + 30.0, "some words of this window", {}});
        m_view->setTranscript(Lane::Steered, transcript);
        steered()->verticalScrollBar()->setValue(100);
        m_view->setSegment(Lane::Steered, 60, {1800.0, 1830.0, "more", {}});
        QCOMPARE(steered()->verticalScrollBar()->value(), 100);
    }

    void aClickGoesToTheSegmentAndADragSelects()
    {
        Transcript transcript;
        transcript.segments = {{0.42, 30.0, "seven", {}}, {30.0, 60.0, "three", {}}};
        m_view->setTranscript(Lane::Steered, transcript);
        QSignalSpy spy(m_view.get(), &TranscriptView::seekRequested);
        const QPoint second = steered()->cursorRect(cursorAt(1)).center() + QPoint(5, 0);
        QTest::mouseClick(steered()->viewport(), Qt::LeftButton, {}, second);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.front().front().toDouble(), 30.0);
        QTest::mousePress(steered()->viewport(), Qt::LeftButton, {}, second);
        QMouseEvent move(QEvent::MouseMove, second + QPoint(20, 0),
            steered()->viewport()->mapToGlobal(second + QPoint(20, 0)), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(steered()->viewport(), &move);
        QTest::mouseRelease(steered()->viewport(), Qt::LeftButton, {}, second + QPoint(20, 0));
        QCOMPARE(spy.count(), 1);
        QVERIFY(steered()->textCursor().hasSelection());
    }

    void thePlayingSegmentIsMarked()
    {
        Transcript transcript;
        transcript.segments = {{0.0, 30.0, "seven", {}}, {30.0, 60.0, "three", {}}};
        m_view->setTranscript(Lane::Steered, transcript);
        m_view->setPlaying(31.0);
        QCOMPARE(steered()->playingSegment(), 1);
        QCOMPARE(steered()->extraSelections().size(), 1);
        QCOMPARE(steered()->extraSelections().front().cursor.selectedText(), QStringLiteral("three"));
        m_view->setPlaying(std::nullopt);
        QVERIFY(steered()->extraSelections().isEmpty());
    }

    void probabilitiesShadeTheUnsureOnDemand()
    {
        Transcript transcript;
        transcript.segments = {{0.0, 30.0, "seven tree", {{1, " seven", 0.0}, {2, " tree", -2.0}}}};
        m_view->setTranscript(Lane::Steered, transcript);
        QVERIFY(steered()->extraSelections().isEmpty());
        QSignalSpy spy(m_view.get(), &TranscriptView::probabilitiesToggled);
        button("Show token probabilities")->click();
        QCOMPARE(spy.count(), 1);
        const auto marks = steered()->extraSelections();
        QCOMPARE(marks.size(), 2);
        QVERIFY(marks[0].format.background().color().alphaF() < 0.01);
        QVERIFY(marks[1].format.background().color().alphaF() > 0.4);
        QCOMPARE(marks[1].cursor.selectedText(), QStringLiteral(" tree"));
        QVERIFY(shown(QStringLiteral("13.5 %"))); // exp(-2), the least sure
    }

    void differencesToSteeringRemovedAreMarkedWhenBothAreThere()
    {
        settle(Lane::Steered, "seven three one");
        QSignalSpy spy(m_view.get(), &TranscriptView::baselineWanted);
        button("Compare with steering removed")->click();
        QCOMPARE(spy.count(), 1);
        m_view->beginRun(Lane::Baseline, {{0.42, 30.0}});
        m_view->addToken(Lane::Baseline, 0, {1, " seven tree", -0.1});
        QVERIFY(steered()->extraSelections().isEmpty()); // half a text differs from everything
        m_view->setSegment(Lane::Baseline, 0, {0.42, 30.0, "seven tree one", {}});
        m_view->endRun(Lane::Baseline);
        QCOMPARE(steered()->extraSelections().size(), 1);
        QCOMPARE(steered()->extraSelections().front().cursor.selectedText(), QStringLiteral("three"));
        QCOMPARE(baseline()->extraSelections().front().cursor.selectedText(), QStringLiteral("tree"));
        QVERIFY(shown(QStringLiteral("1 word")));
        settle(Lane::Steered, "seven tree one");
        QVERIFY(steered()->extraSelections().isEmpty());
        QVERIFY(shown(QStringLiteral("the same words")));
    }

    void statesAreSaid()
    {
        settle(Lane::Steered, "seven");
        m_view->setStale();
        QCOMPARE(m_view->state(), State::Stale);
        QVERIFY(shown(QStringLiteral("setting before")));
        m_view->beginRun(Lane::Steered, {{0.0, 30.0}});
        m_view->setFailed();
        QCOMPARE(m_view->state(), State::Failed);
        QCOMPARE(m_view->text(Lane::Steered), QStringLiteral("seven")); // nothing is lost
        m_view->clear();
        QCOMPARE(m_view->state(), State::Empty);
        QVERIFY(m_view->text(Lane::Steered).isEmpty());
    }

    void copyAndSelectAllTakeTheWordsOnly()
    {
        settle(Lane::Steered, "seven three");
        m_view->copyAll();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("seven three")); // no times
        m_view->selectAll();
        QCOMPARE(steered()->textCursor().selectedText(), QStringLiteral("seven three"));
    }

    void findGoesRoundAndMarksTheHits()
    {
        settle(Lane::Steered, "one two One");
        m_view->showFind();
        auto* edit = m_view->findChild<FindBar*>()->findChild<QLineEdit*>();
        QTest::keyClicks(edit, QStringLiteral("one"));
        QCOMPARE(steered()->extraSelections().size(), 2);
        QVERIFY(shown(QStringLiteral("1 of 2")));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(shown(QStringLiteral("2 of 2")));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(shown(QStringLiteral("1 of 2")));
        QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(shown(QStringLiteral("2 of 2")));
        QTest::keyClick(edit, Qt::Key_Escape);
        QVERIFY(steered()->extraSelections().isEmpty());
    }

private:
    SegmentText* named(const char* name) const
    {
        for (SegmentText* each : m_view->findChildren<SegmentText*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("no text is named %s", name);
    }
    SegmentText* steered() const { return named("Transcript text"); }
    SegmentText* baseline() const { return named("Transcript with steering removed"); }
    void settle(Lane lane, const std::string& text)
    {
        Transcript transcript;
        transcript.segments = {{0.42, 30.0, text, {}}};
        m_view->setTranscript(lane, transcript);
    }
    QTextCursor cursorAt(int block) const
    {
        return QTextCursor(steered()->document()->findBlockByNumber(block));
    }
    int greyedFrom() const // where the greyed part begins; -1: nothing is
    {
        for (const QTextEdit::ExtraSelection& mark : steered()->extraSelections())
            if (mark.format.hasProperty(QTextFormat::ForegroundBrush))
                return mark.cursor.selectionStart();
        return -1;
    }
    QToolButton* button(const char* name) const
    {
        for (QToolButton* each : m_view->findChildren<QToolButton*>())
            if (each->accessibleName() == QLatin1String(name))
                return each;
        qFatal("no button is named %s", name);
    }
    bool shown(const QString& part) const
    {
        for (const QLabel* label : m_view->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(part))
                return true;
        return false;
    }

    std::unique_ptr<TranscriptView> m_view;
};

QTEST_MAIN(TestTranscriptView)
#include "tst_transcript_view.moc"
