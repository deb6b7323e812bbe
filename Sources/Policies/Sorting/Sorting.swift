package import Primitives

/// One application over all programs: the class that fits, and for each program yes or no with the reason.
package struct Sorting: Hashable, Sendable {
    /// The class of the household, the highest of the four that fits.
    package enum Standing: Hashable, Sendable {
        /// Certain: the program's folder name, or nil when none of the four fits.
        case decided(String?)
        /// Not certain: the programs that may still turn out to be it, the highest first; nil stands for none.
        case open([String?])
    }

    /// The class.
    package let standing: Standing
    /// Every program in the order of `SortingPlan.places`; a member who may file alone follows the household.
    package let entries: [SortedProgram]

    /// The entry of a program for the household.
    package subscript(_ program: String) -> SortedProgram? {
        entries.first { $0.program == program && $0.member == nil }
    }

    /// The program that the household should be dealt with under now: the highest class that certainly fits.
    ///
    /// A higher one that is still open is named by the entry's `yieldsTo`. Nil while nothing certainly fits.
    package var suggestion: String? {
        entries.first { $0.group == .standing && $0.member == nil && $0.outcome == .eligible }?.program
    }

    /// What all programs that certainly fit pay a month together, for comparing households.
    package var monthlyTotal: Money {
        entries.filter { $0.outcome == .eligible && $0.period == .month && $0.member == nil }
            .compactMap(\.amount).reduce(.zero, +)
    }
}

/// What one program comes to for the household.
package struct SortedProgram: Hashable, Sendable {
    /// Yes, no, or why neither.
    package enum Outcome: Hashable, Sendable {
        /// Every condition holds; `questions` may still keep the amount open.
        case eligible
        /// A condition fails for good, whatever the open questions bring.
        case notEligible
        /// The own conditions aside, another entitlement shuts it out: a program, or one of another department.
        case excluded(by: String)
        /// An open question could decide it either way.
        case undetermined
        /// Nothing can be said, for example because the region publishes no value; never a refusal.
        case unavailable
    }

    /// How often an amount is paid.
    package enum Period: String, Hashable, Sendable { case once, month, year }

    /// Why yes or no, as a sentence with the text it rests on.
    package struct Reason: Hashable, Sendable {
        /// The test of the pack; empty where the sorter itself gives the reason.
        package let test: String
        /// Whether it speaks for the program.
        package let isFor: Bool
        /// The sentence, in Chinese.
        package let sentence: String
        /// The text it rests on.
        package let citation: String
    }

    /// The fact behind an open question: who answers it fills this field of this row.
    package struct Ask: Hashable, Sendable {
        /// The entity of `policies/facts.yaml`, or `member` for `Sorter.obligors`.
        package let entity: String
        /// The row's key.
        package let row: String
        /// The field.
        package let field: String
        /// What is asked, in Chinese.
        package let question: String
        /// Why nobody has answered yet.
        package let reason: String
    }

    /// One person's part in a program that is given to persons.
    package struct Person: Hashable, Sendable {
        /// The member's key.
        package let member: String
        /// Whether the person receives it.
        package let receives: Bool
        /// Why not, in Chinese; empty for whoever receives and for whom it was never meant.
        package let sentence: String
        /// What shuts the person out, as in `SortingPlan.Exclusion`; nil otherwise.
        package let excludedBy: String?
    }

    /// The program's folder name.
    package let program: String
    /// Its title.
    package let title: String
    /// How it stands to the others.
    package let group: SortingPlan.Group
    /// The member who files alone (单人户); nil for the household.
    package internal(set) var member: String?
    /// Yes, no, or why neither.
    package internal(set) var outcome: Outcome
    /// The amount, when it is certain and there is one.
    package internal(set) var amount: Money?
    /// How often the amount is paid; nil for a program that pays nothing itself.
    package let period: Period?
    /// The reasons: those that decide the outcome.
    package internal(set) var reasons: [Reason]
    /// What must be known first, each question once.
    package internal(set) var questions: [OpenQuestion]
    /// The facts that the questions are about.
    package internal(set) var asks: [Ask]
    /// Higher classes that are still open and would take this one's place.
    package internal(set) var yieldsTo: [String]
    /// Each person's part, for programs that are given to persons.
    package let people: [Person]
    /// Whether it may be given now, while the class or the verification is awaited.
    package internal(set) var startsAtOnce: Bool
    /// The keys of members who may file alone, where the program is that of marginal households.
    var singleFilers: Set<String> = []
}

extension SortedProgram.Outcome {
    /// The outcome's word in records and messages.
    package var word: String {
        switch self {
        case .eligible: "eligible"
        case .notEligible: "notEligible"
        case .excluded: "excluded"
        case .undetermined: "undetermined"
        case .unavailable: "unavailable"
        }
    }
}

extension Sorting.Standing {
    /// The programs that are or may be the class, the highest first; nil stands for none.
    package var candidates: [String?] {
        switch self {
        case .decided(let program): [program]
        case .open(let programs): programs
        }
    }
}
