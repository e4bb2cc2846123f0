// SPDX-License-Identifier: MIT
#include "core/text/english_spelling.h"

#include "core/text/unicode.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace steerscope {
namespace {

// Every stem with every British ending becomes the stem with the American ending at the same place; "-" is
// the empty stem or ending.
struct Family {
    const char* stems;
    const char* british;
    const char* american;
};

constexpr Family kFamilies[] = {
    {"accessor acclimat agon amort anglic antagon apolog author bastard bowdler brutal "
     "canal cannibal canon capital caramel carbon categor cauter central character "
     "circular civil collectiv colon commercial compartmental computer conceptual "
     "contextual criminal critic crystall custom decentral decriminal dehuman demilitar "
     "demobil democrat demon demoral denational deodor depersonal deput desensit destabil "
     "digit dramat econom editorial empath emphas energ epitom equal eulog evangel exorc "
     "extempor external factor familiar fantas femin fertil fictional final formal fossil "
     "fratern galvan general ghetto glamor global harmon homogen hospital human hybrid "
     "hypnot hypothes ideal idol immobil immortal immun individual industrial initial "
     "institutional intellectual internal international ion italic item jeopard legal "
     "legitim liberal lion liquid local magnet marginal material maxim mechan memor "
     "memorial mesmer metabol militar miniatur minim mobil modern moistur monopol moral "
     "national natural neutral normal optim organ ostrac overemphas oxid particular "
     "passiv pasteur patron pedestrian penal personal philosoph plagiar polar politic "
     "popular pressur priorit privat professional propagand proselyt public pulver "
     "radical random rational real recogn regular reorgan revital revolution rhapsod "
     "romantic sanit satir scandal scrutin secular sensational sensit sentimental serial "
     "sermon social sodom solemn special stabil standard steril stigmat subsid summar "
     "symbol sympath synchron synthes systemat tantal tempor tender terror theor traumat "
     "trivial tyrann union urban util vandal vapor verbal victim visual vocal vulgar "
     "western woman",
        "ise ised ises ising", "ize ized izes izing"},
    {"acclimat amort colon crystall decentral decriminal dehuman demobil democrat demoral "
     "denational desensit destabil disorgan dramat equal extempor external familiar "
     "fertil fictional final formal fossil general global harmon hospital ideal immobil "
     "immun institutional internal international ion legal liberal lion marginal material "
     "maxim mechan miniatur mobil monopol national natural neutral normal organ oxid "
     "pasteur pedestrian polar politic popular pressur priorit privat professional pulver "
     "rational real regular reorgan secular serial social special stabil standard steril "
     "stigmat subsid synchron systemat union urban util vapor victim visual vocal vulgar "
     "western",
        "isation isations", "ization izations"},
    {"colon equal fertil immobil ion liquid moistur organ proselyt stabil steril subsid "
     "sympath synthes woman",
        "iser isers", "izer izers"},
    {"bapt exorc", "ised", "ized"},
    {"anal breathal catal paral psychoanal", "yse ysed yser ysers yses ysing",
        "yze yzed yzer yzers yzes yzing"},
    {"arb ard arm behavi belab cand clam discol disfav dishon endeav ferv harb hon lab "
     "misbehavi neighb od parl ranc rig rum sav savi splend succ tricol tum val vap vig "
     "watercol",
        "our ours", "or ors"},
    {"arb ard belab cand col demean disfav fav ferv flav hum misbehavi misdemean sav "
     "tricol watercol",
        "our ours", "or ors"},
    {"arm belab clam col discol dishon enam endeav fav flav harb hon hum lab rum sav succ", "oured ouring",
        "ored oring"},
    {"arm lab", "ourer ourers", "orer orers"},
    {"behavi", "oural ourally", "oral orally"},
    {"dishon fav hon", "ourable ourably", "orable orably"},
    {"fav", "ourite ourites ouritism", "orite orites oritism"},
    {"neighb", "ourhood ourhoods ourliness ourly ouring", "orhood orhoods orliness orly oring"},
    {"col", "ourful ourless ourfully", "orful orless orfully"},
    {"arm sav", "oury ouries", "ory ories"},
    {"amphitheat calib cent centimet epicent fib goit kilomet lit louv lust meag met "
     "micromet millimet mit reconnoit sab sepulch somb spect theat",
        "re res", "er ers"},
    {"cent", "red ring", "ered ering"},
    {"anal catal dial epil monol prol", "ogue ogues", "og ogs"},
    {"def lic off pret", "ence ences", "ense enses"},
    {"backpedal bedevil bevel cancel carol cavil channel chisel counsel cudgel dial "
     "disembowel drivel duel enamel funnel gambol gravel grovel gruel impanel imperil "
     "initial jewel label level libel marshal marvel model panel parcel pedal pencil "
     "quarrel ravel refuel remodel revel rival shovel shrivel signal snivel snorkel "
     "spiral squirrel stencil swivel towel travel trial tunnel unravel weasel yodel",
        "led ling", "ed ing"},
    {"jewel level model revel travel", "ler lers", "er ers"},
    {"fulfil instal", "ment ments", "lment lments"},
    {"appal distil enrol enthral fulfil instal instil", "- s", "l ls"},
    {"pl", "ough oughed oughing oughman oughmen oughs", "ow owed owing owman owmen ows"},
    {"dr", "aught aughts aughty aughtsman aughtsmen aughtier", "aft afts afty aftsman aftsmen aftier"},
    {"an leuk tox", "aemia aemic", "emia emic"},
    {"h",
        "aemoglobin aemophilia aemophiliac aemorrhage aemorrhaged aemorrhages "
        "aemorrhaging aemorrhoids",
        "emoglobin emophilia emophiliac emorrhage emorrhaged emorrhages emorrhaging "
        "emorrhoids"},
    {"an", "aesthesia aesthetic aesthetics aesthetist aesthetists",
        "esthesia esthetic esthetics esthetist esthetists"},
    {"-", "aesthete aesthetes aesthetic aesthetically aesthetics aetiology",
        "esthete esthetes esthetic esthetically esthetics etiology"},
    {"encyclop", "aedia aedias aedic", "edia edias edic"},
    {"p", "aediatric aediatrician aediatricians aediatrics", "ediatric ediatrician ediatricians ediatrics"},
    {"f", "oetus oetuses oetal", "etus etuses etal"},
    {"-", "oestrogen oesophagus", "estrogen esophagus"},
    {"man", "oeuvre oeuvred oeuvres oeuvring oeuvrable oeuvrability",
        "euver euvered euvers euvering euverable euverability"},
    {"diarrh gonorrh", "oea", "ea"},
    {"hom", "oeopath oeopathic oeopaths oeopathy", "eopath eopathic eopaths eopathy"},
    {"gr", "ey eyed eying eyish eyness eys", "ay ayed aying ayish ayness ays"},
    {"m",
        "ould oulded oulder ouldered ouldering oulders ouldier ouldiest ouldings ouldy "
        "oult oulted oulting oults",
        "old olded older oldered oldering olders oldier oldiest oldings oldy olt olted "
        "olting olts"},
    {"sm", "oulder ouldered ouldering oulders", "older oldered oldering olders"},
    {"pract", "ise ised ises ising", "ice iced ices icing"},
    {"-",
        "aeroplane aeroplanes aluminium cosy cosier cosily gaol jewellery pyjamas sceptic "
        "sceptical sceptics scepticism sulphur sulphate sulphates tyre tyres woollen "
        "woollens programme programmes cheque cheques chequebook chequered moustache "
        "moustaches likeable ageing catalogued cataloguing disc discs storeys storey axe "
        "yoghurt yoghurts mediaeval archaeologist counsellor counsellors marvellous "
        "councillor dishevelled tranquillity worshipped worshipper worshipping bejewelled "
        "snowplough cosiness omelette omelettes sceptre sceptres clangour artefact "
        "artefacts phoney",
        "airplane airplanes aluminum cozy cozier cozily jail jewelry pajamas skeptic "
        "skeptical skeptics skepticism sulfur sulfate sulfates tire tires woolen woolens "
        "program programs check checks checkbook checkered mustache mustaches likable "
        "aging cataloged cataloging disk disks stories story ax yogurt yogurts medieval "
        "archeologist counselor counselors marvelous councilor disheveled tranquility "
        "worshiped worshiper worshiping bejeweled snowplow coziness omelet omelets "
        "scepter scepters clangor artifact artifacts phony"},
    {"arch", "aeology", "eology"},
    {"judg", "ement", "ment"},
    {"-",
        "aeon aeons anaesthetise anaesthetised anaesthetises anaesthetising "
        "archaeologists archaeologically baulk baulked baulking baulks behove behoved "
        "behoves callipers cancelation caesarean caesareans centrepiece centrepieces "
        "chequebooks chilli cosies cosiest councillors crueller cruellest cypher cyphers "
        "defenceless draughtiest fibreglass faeces faecal flautist flautists flavourings "
        "flavourless glueing gynaecological gynaecologist gynaecologists gynaecology "
        "haematology humourless inflexion lacklustre libellous marvellously misspelt "
        "moulding moulds odourless organisational orthopaedic orthopaedics outmanoeuvre "
        "outmanoeuvred palaeontologist palaeontologists palaeontology panellist "
        "panellists paedophile paedophiles paedophilia realisable recognisable "
        "recognisably remould sulphide sulphides syphon syphons theatregoer theatregoers "
        "unauthorised uncivilised unequalled unfavourable unfavourably unorganised "
        "unrecognisable unrecognised unrivalled unsavoury waggon waggons tranquillise "
        "tranquillised tranquillises tranquillising tranquilliser tranquillisers",
        "eon eons anesthetize anesthetized anesthetizes anesthetizing archeologists "
        "archeologically balk balked balking balks behoove behooved behooves calipers "
        "cancellation cesarean cesareans centerpiece centerpieces checkbooks chili cozies "
        "coziest councilors crueler cruelest cipher ciphers defenseless draftiest "
        "fiberglass feces fecal flutist flutists flavorings flavorless gluing "
        "gynecological gynecologist gynecologists gynecology hematology humorless "
        "inflection lackluster libelous marvelously misspelled molding molds odorless "
        "organizational orthopedic orthopedics outmaneuver outmaneuvered paleontologist "
        "paleontologists paleontology panelist panelists pedophile pedophiles pedophilia "
        "realizable recognizable recognizably remold sulfide sulfides siphon siphons "
        "theatergoer theatergoers unauthorized uncivilized unequaled unfavorable "
        "unfavorably unorganized unrecognizable unrecognized unrivaled unsavory wagon "
        "wagons tranquilize tranquilized tranquilizes tranquilizing tranquilizer "
        "tranquilizers"},
};

std::string part(std::string_view text)
{
    return text == "-" ? std::string() : std::string(text);
}

std::unordered_map<std::string, std::string> expanded()
{
    std::unordered_map<std::string, std::string> words;
    for (const Family& family : kFamilies) {
        const std::vector<std::string_view> british = unicode::words(family.british);
        const std::vector<std::string_view> american = unicode::words(family.american);
        for (const std::string_view stem : unicode::words(family.stems))
            for (std::size_t i = 0; i < british.size(); ++i)
                words.emplace(part(stem) + part(british[i]), part(stem) + part(american[i]));
    }
    return words;
}

} // namespace

std::string americanSpelling(std::string_view word)
{
    static const std::unordered_map<std::string, std::string> words = expanded();
    const auto found = words.find(std::string(word));
    return found == words.end() ? std::string(word) : found->second;
}

} // namespace steerscope
