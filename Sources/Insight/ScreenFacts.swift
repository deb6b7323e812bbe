package import Primitives

/// The age bands of the big screen.
package enum AgeBand: String, Hashable, Sendable, CaseIterable {
    case minor = "0-17"
    case youngAdult = "18-44"
    case middleAged = "45-59"
    case sixties = "60-69"
    case seventies = "70-79"
    case eighties = "80+"

    /// The band of an age in full years.
    package static func of(age: Int) -> AgeBand {
        switch age {
        case ..<18: .minor
        case ..<45: .youngAdult
        case ..<60: .middleAged
        case ..<70: .sixties
        case ..<80: .seventies
        default: .eighties
        }
    }

    var labels: ScreenLabels {
        switch self {
        case .eighties: ScreenLabels(zh: "80岁及以上", en: "80 and over")
        default: ScreenLabels(zh: rawValue + "岁", en: rawValue)
        }
    }
}

/// What a source answered when families were checked.
package enum VerificationOutcome: String, Hashable, Sendable, CaseIterable {
    case hit
    case noHit
    case noAnswer
    case error
    case nameMismatch

    var labels: ScreenLabels {
        switch self {
        case .hit: ScreenLabels(zh: "有比中信息", en: "Found")
        case .noHit: ScreenLabels(zh: "未比中", en: "Not found")
        case .noAnswer: ScreenLabels(zh: "未答复", en: "No answer")
        case .error: ScreenLabels(zh: "出错", en: "Error")
        case .nameMismatch: ScreenLabels(zh: "姓名不符", en: "Name differs")
        }
    }
}

/// The counts a big screen is made of, as the queries give them, before anything is suppressed.
package struct ScreenFacts: Hashable, Sendable {
    /// A named count: a program, a layer, a source, a county.
    package struct Count: Hashable, Sendable {
        /// A code that links and charts use, such as `dibao` or `371602`.
        package let code: String
        package let labels: ScreenLabels
        package let count: Int

        /// So many under a code.
        package init(code: String, labels: ScreenLabels, count: Int) {
            self.code = code
            self.labels = labels
            self.count = count
        }
    }

    /// A data source and how many persons got which answer from it.
    package struct Source: Hashable, Sendable {
        package let code: String
        package let labels: ScreenLabels
        package let outcomes: [VerificationOutcome: Int]

        /// Answers of a source.
        package init(code: String, labels: ScreenLabels, outcomes: [VerificationOutcome: Int]) {
            self.code = code
            self.labels = labels
            self.outcomes = outcomes
        }
    }

    /// Where the figures are from, such as 滨州市.
    package var scope: ScreenLabels
    /// The moment at which all counts were read, in one transaction.
    package var moment: Instant
    /// The month that "this month" means.
    package var month: CalendarMonth
    package var families = 0
    package var persons = 0
    package var openCases = 0
    package var overdueCases = 0
    /// Families paid this month, and what they were paid.
    package var paidFamilies = 0
    package var paidAmount = Money.zero
    /// Families in each layer or program.
    package var programs: [Count] = []
    package var ages: [AgeBand: Int] = [:]
    /// Applications filed in each month; months without any may be left out.
    package var applicants: [CalendarMonth: Int] = [:]
    /// Persons by source and what it answered.
    package var verification: [Source] = []
    /// Persons by county.
    package var counties: [Count] = []

    /// Facts of a scope at a moment, all counts still zero.
    package init(scope: ScreenLabels, moment: Instant, month: CalendarMonth) {
        self.scope = scope
        self.moment = moment
        self.month = month
    }
}
