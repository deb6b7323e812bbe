/// One person asks to be filed alone 单人户, with what only the family can say of it.
package struct AloneDeclaration: Codable, Hashable, Sendable {
    /// The ground.
    package var ground: SingleFilingGround
    /// Full years in a place of worship; zero where the ground is another.
    package var religiousYears: Int
    /// The local clause, for a local ground.
    package var localBasis: String

    /// A declaration.
    package init(ground: SingleFilingGround, religiousYears: Int = 0, localBasis: String = "") {
        self.ground = ground
        self.religiousYears = religiousYears
        self.localBasis = localBasis
    }
}

/// How a household files: as a whole or one person alone, where it lives, and with whose help.
///
/// What was never asked is nil: the whole household, without a permit, by itself or with somebody beside it.
package struct FilingDeclaration: Codable, Hashable, Sendable {
    /// The person filed alone; nil for the whole household.
    package var alone: AloneDeclaration?
    /// Whether a residence permit of the place where the family lives is in force; nil while not said.
    package var hasResidencePermit: Bool?
    /// How a helper helps; nil where nobody does.
    package var help: AgencyKind?

    /// A declaration.
    package init(alone: AloneDeclaration? = nil, hasResidencePermit: Bool? = nil, help: AgencyKind? = nil) {
        self.alone = alone
        self.hasResidencePermit = hasResidencePermit
        self.help = help
    }
}

extension ApplicationForm {
    /// Problems of how the household files.
    func filingProblems() -> [FormProblem] {
        guard filing?.alone != nil, members.count > 1 else { return [] }
        return [FormProblem("members", .aloneWithOthers)]
    }
}
