// SPDX-License-Identifier: MIT
// The target line's quiet time and figures, and the options the prompt bar makes.
#include "widgets/transcript/prompt_bar.h"
#include "widgets/transcript/target_line.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace steerscope;

class TestTargetAndPrompt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void typingIsSaidOnceAfterAQuietTime()
    {
        TargetLine line;
        QSignalSpy spy(&line, &TargetLine::targetChanged);
        auto* edit = line.findChild<QLineEdit*>();
        QTest::keyClicks(edit, QStringLiteral("seven"));
        QCOMPARE(spy.count(), 0);
        QVERIFY(spy.wait(10 * TargetLine::kQuietMilliseconds));
        QCOMPARE(spy.count(), 1);
        QCOMPARE(spy.front().front().toString(), QStringLiteral("seven"));
        QTest::keyClicks(edit, QStringLiteral("x"));
        QTest::keyClick(edit, Qt::Key_Backspace); // as it was
        QVERIFY(!spy.wait(2 * TargetLine::kQuietMilliseconds));
    }

    void itFollowsTheTranscriptUntilSomethingIsTyped()
    {
        TargetLine line;
        auto* edit = line.findChild<QLineEdit*>();
        auto* follow = line.findChild<QToolButton*>();
        line.setTranscript(QStringLiteral("seven\ntree"));
        QCOMPARE(line.target(), QStringLiteral("seven tree"));
        QVERIFY(!follow->isEnabled());
        edit->setFocus();
        edit->setCursorPosition(7);
        QTest::keyClicks(edit, QStringLiteral("h"));
        QVERIFY(line.typed());
        line.setTranscript(QStringLiteral("another"));
        QCOMPARE(line.target(), QStringLiteral("seven three"));
        follow->click();
        QCOMPARE(line.target(), QStringLiteral("another"));
        QVERIFY(!line.typed());
    }

    void theScoreIsOfTheTextThatStandsThere()
    {
        TargetLine line;
        line.setTranscript(QStringLiteral("seven"));
        line.setScore(-3.2141);
        line.setTrainedScore(-3.6351);
        QVERIFY(says(line, QStringLiteral("-3.214")));
        QVERIFY(says(line, QStringLiteral("+0.421")));
        QTest::keyClicks(line.findChild<QLineEdit*>(), QStringLiteral("s"));
        QVERIFY(!says(line, QStringLiteral("-3.214")));
        QCOMPARE(formatChange(-0.0001), QStringLiteral("0.000"));
        QCOMPARE(formatChange(-0.25), QStringLiteral("-0.250"));
    }

    void promptsArePickedAndTypedAsTheyStand()
    {
        PromptBar bar;
        ModelInfo model;
        model.prompt = englishPrompt().toStdString();
        bar.setModel(&model);
        QSignalSpy spy(&bar, &PromptBar::optionsChanged);
        auto* prompt = bar.findChildren<QComboBox*>().at(0);
        QCOMPARE(prompt->count(), 2);
        Q_EMIT prompt->activated(1);
        QCOMPARE(spy.count(), 1);
        QCOMPARE(QString::fromStdString(bar.options().prompt.value_or("")), chinesePrompt());
        Q_EMIT prompt->activated(0); // the model's own
        QVERIFY(!bar.options().prompt);
        prompt->lineEdit()->selectAll();
        QTest::keyClicks(prompt->lineEdit(), QStringLiteral("say it: "));
        QVERIFY(!bar.options().prompt); // still typing
        QTRY_COMPARE(bar.options().prompt.value_or(""), std::string("say it: "));
    }

    void samplingSeedAndLimitMakeTheOptions()
    {
        PromptBar bar;
        ModelInfo model;
        model.prompt = "own";
        model.maxTokens = 128;
        model.sampling = {true, 0.7, 20, 0.8, 1.05};
        bar.setModel(&model);
        QSignalSpy spy(&bar, &PromptBar::optionsChanged);
        auto* sampling = bar.findChildren<QComboBox*>().at(1);
        QVERIFY(sampling->toolTip().contains(QStringLiteral("0.70")));
        QSpinBox* seed = bar.findChildren<QSpinBox*>().at(0);
        QVERIFY(!seed->isEnabled());
        sampling->setCurrentIndex(1);
        Q_EMIT sampling->activated(1);
        QVERIFY(seed->isEnabled());
        seed->setValue(7);
        bar.findChildren<QSpinBox*>().at(1)->setValue(64);
        auto* voice = bar.findChild<QCheckBox*>();
        QVERIFY(!voice->isChecked());
        voice->click();
        QCOMPARE(spy.count(), 4);
        QVERIFY(bar.options().voiceActivity);
        QCOMPARE(bar.options().sampling, Sampling::Model);
        QCOMPARE(bar.options().seed, std::uint64_t(7));
        QCOMPARE(bar.options().maxTokens, 64);
        RunOptions other;
        other.decode = false;
        bar.setOptions(other);
        QCOMPARE(spy.count(), 4);
        QVERIFY(!voice->isChecked());
        QCOMPARE(bar.options(), other); // what is not shown is kept
    }

private:
    static bool says(const QWidget& widget, const QString& part)
    {
        for (const QLabel* label : widget.findChildren<QLabel*>())
            if (label->text().contains(part))
                return true;
        return false;
    }
};

QTEST_MAIN(TestTargetAndPrompt)
#include "tst_target_and_prompt.moc"
