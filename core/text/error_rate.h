// SPDX-License-Identifier: MIT
// Word and character error rates, (S + D + I) / N, N being the reference's length. Over a corpus errors and
// lengths are summed first, so long texts weigh more. The texts are taken as they are: normalise them before
// (text_normalizer.h).
//
// Words are what stands between whitespace. Characters are Unicode code points of the text without the
// whitespace at its ends; spaces inside count. Both as in jiwer.
#pragma once

#include "core/text/alignment.h"

#include <optional>
#include <string_view>
#include <vector>

namespace steerscope {

struct ErrorCounts {
    long hits = 0;
    long substitutions = 0;
    long deletions = 0;
    long insertions = 0;

    bool operator==(const ErrorCounts&) const = default;
    ErrorCounts& operator+=(const ErrorCounts& other);
    long errors() const { return substitutions + deletions + insertions; }
    long referenceLength() const { return hits + substitutions + deletions; }
    // nullopt for an empty reference.
    std::optional<double> rate() const;
};

ErrorCounts countErrors(const std::vector<EditRun>& runs);

// reference, hypothesis: valid UTF-8.
std::vector<EditRun> alignWords(std::string_view reference, std::string_view hypothesis);
ErrorCounts wordErrors(std::string_view reference, std::string_view hypothesis);
ErrorCounts characterErrors(std::string_view reference, std::string_view hypothesis);

} // namespace steerscope
