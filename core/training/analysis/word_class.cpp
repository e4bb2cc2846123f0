// SPDX-License-Identifier: MIT
#include "core/training/analysis/word_class.h"

#include <set>

namespace steerscope::analysis {
namespace {

const std::set<std::string_view>& functionWords()
{
    static const std::set<std::string_view> words{"a", "an", "the", "this", "that", "these", "those", "some",
        "any", "no", "every", "each", "either", "neither", "both", "all", "such", "i", "you", "he", "she",
        "it", "we", "they", "me", "him", "her", "us", "them", "my", "your", "his", "its", "our", "their",
        "mine", "yours", "hers", "ours", "theirs", "myself", "yourself", "himself", "herself", "itself",
        "ourselves", "themselves", "who", "whom", "whose", "which", "what", "where", "when", "why", "how",
        "there", "here", "of", "in", "to", "for", "with", "on", "at", "from", "by", "about", "as", "into",
        "like", "through", "after", "over", "between", "out", "against", "during", "without", "before",
        "under", "around", "among", "off", "up", "down", "near", "above", "below", "upon", "toward",
        "towards", "behind", "beside", "and", "but", "or", "nor", "so", "yet", "if", "because", "although",
        "though", "while", "until", "unless", "since", "than", "whether", "be", "am", "is", "are", "was",
        "were", "been", "being", "have", "has", "had", "having", "do", "does", "did", "will", "would",
        "shall", "should", "can", "could", "may", "might", "must", "ought", "not", "i'm", "i've", "i'll",
        "i'd", "you're", "you've", "you'll", "he's", "she's", "it's", "we're", "we've", "we'll", "they're",
        "they've", "they'll", "that's", "there's", "what's", "let's", "isn't", "aren't", "wasn't", "weren't",
        "don't", "doesn't", "didn't", "won't", "wouldn't", "can't", "couldn't", "shouldn't", "haven't",
        "hasn't", "hadn't"};
    return words;
}

const std::set<std::string_view>& numberWords()
{
    static const std::set<std::string_view> words{"zero", "oh", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
        "eighty", "ninety", "hundred", "thousand", "million", "billion", "first", "second", "third", "fourth",
        "fifth"};
    return words;
}

} // namespace

WordClass wordClass(std::string_view word)
{
    if (numberWords().contains(word))
        return WordClass::Number;
    return functionWords().contains(word) ? WordClass::Function : WordClass::Content;
}

} // namespace steerscope::analysis
