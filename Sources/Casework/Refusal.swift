/// Why an event is not allowed; stable, stored and shown.
package enum RefusalCode: String, CaseIterable, Codable, Hashable, Sendable {
    case eventNotInState, roleNotAllowed, personMustSign, notCompetentBody, caseChanged
    case relatedPerson, surveyorDecides, opinionGiverDecides
    case formHasProblems, authorizationsMissing
    case supplementItemsMissing, supplementAlreadyUsed, supplementStillOpen, targetUnsuitable
    case reasonMissing, reasonCodeMissing, reasonCodeUnsuitable
    case visitorsTooFew, visitorRelated, visitSignaturesMissing, visitDayImpossible
    case verificationMissing, silenceNotStated, visitMissing
    case determinationMissing, determinationStale, determinationNegative
    case noticeForbidden, noticeRunning, noticePhotosMissing, noticeNotClosed, objectionOpen
    case opinionNegative, countyVisitNeeded, meetingMissing, meetingVotedOtherwise
    case amountDiffers, amountUnsuitable, firstMonthWrong, lastMonthWrong
    case dayImpossible, familyContinues
    case mustAccept, nonAcceptanceUnfounded, objectionWindowRunning, objectionWindowOwed, appraisalUnsound
    case limitAlreadyExtended, limitPassed, clockNotRunning, clockNotStopped, stopReasonUnsuitable
    case provisionalUnfounded, aidFirstUnfounded, backfillIncomplete
    case factsChanged, nothingChanged, proceedingsOpen
}

/// One reason why an event is not allowed: what, why, and what to do next.
package struct Refusal: Codable, Hashable, Sendable {
    /// The stable code.
    package let code: RefusalCode
    /// The sentence on Chinese pages.
    package let chinese: String
    /// The sentence on English pages.
    package let english: String

    /// A refusal whose Chinese sentence names the given details, in the order its text uses them.
    init(_ code: RefusalCode, _ details: String...) {
        let text = RefusalText.of(code)
        self.code = code
        self.english = text.english
        self.chinese = filled(text.chinese, with: details)
    }
}
