// SPDX-License-Identifier: MIT
// Utterances with decoded audio for the tests of this folder.
#pragma once

#include "core/base/waveform.h"
#include "core/training/data/audio_store.h"
#include "core/training/data/manifest.h"
#include "tests/core/audio/audio_test_support.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace steerscope::test {

inline void writeWav(const std::filesystem::path& file, const std::vector<float>& samples)
{
    writeSound(file, SF_FORMAT_WAV | SF_FORMAT_PCM_16, kModelSampleRate, 1, samples);
}

// Utterance n is a sine of 200 + 50 n Hz, 0.5 s + 0.13 s times n mod 7 long, of speaker n mod 3.
class SineVoices {
public:
    explicit SineVoices(int count)
    {
        for (int n = 0; n < count; ++n) {
            Utterance utterance;
            utterance.audio = m_folder / ("voice" + std::to_string(n) + ".wav");
            utterance.seconds = 0.5 + 0.13 * (n % 7);
            utterance.speaker = "s" + std::to_string(n % 3);
            utterance.text = "text " + std::to_string(n);
            utterance.set = "voices/train";
            utterance.line = n + 2;
            writeWav(utterance.audio, sine(200.0 + 50.0 * n, utterance.seconds, kModelSampleRate));
            utterances.push_back(std::move(utterance));
        }
        store = std::make_shared<AudioStore>(m_folder / "cache", utterances);
    }

    std::vector<Utterance> utterances;
    std::shared_ptr<const AudioStore> store;

private:
    TempFolder m_folder;
};

} // namespace steerscope::test
