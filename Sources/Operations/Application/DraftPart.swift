package import Casework
package import Primitives
package import Storage

/// What one question page answers; saved even when incomplete.
package enum DraftPart: Codable, Hashable, Sendable {
    /// A member added (number 0) or changed.
    case member(DeclaredMember)
    /// A member taken out, with what was declared for them.
    case removeMember(Int)
    /// All income; empty means none.
    case incomes([DeclaredItem<IncomeKind>])
    /// All property; empty means none.
    case properties([DeclaredItem<PropertyKind>])
    /// All necessary spending; empty means none.
    case expenses([DeclaredItem<ExpenseKind>])
    /// The hardship in the family's own words.
    case hardship(String)
    /// Register, residence and address.
    case places(register: RegionCode?, residence: RegionCode?, address: String)
    /// The phone for messages and the account for money.
    case contact(phone: String, bankAccount: String, accountHolderNumber: Int?)
    /// The honesty pledge and the declaration of relatives on the staff.
    case pledge(isPledged: Bool, hasRelativeOnStaff: Bool?)
    /// How the household files: whole or one person alone, with a permit, with whose help.
    case filing(FilingDeclaration)

    /// The section it belongs to.
    package var section: DraftSection {
        switch self {
        case .member, .removeMember: .members
        case .incomes: .incomes
        case .properties: .properties
        case .expenses: .expenses
        case .hardship: .hardship
        case .places: .places
        case .contact: .contact
        case .pledge: .pledge
        case .filing: .members
        }
    }

    /// Puts the answers into a form; answers the number of the member it was about.
    func apply(to form: inout ApplicationForm) -> Int? {
        switch self {
        case .member(var member):
            if let position = form.members.firstIndex(where: { $0.number == member.number }) {
                form.members[position] = member
            } else {
                member.number = (form.members.map(\.number).max() ?? 0) + 1
                form.members.append(member)
            }
            return member.number
        case .removeMember(let number):
            form.members.removeAll { $0.number == number }
            form.incomes.removeAll { $0.memberNumber == number }
            form.properties.removeAll { $0.memberNumber == number }
            form.expenses.removeAll { $0.memberNumber == number }
            if form.accountHolderNumber == number { form.accountHolderNumber = nil }
        case .incomes(let items): form.incomes = items
        case .properties(let items): form.properties = items
        case .expenses(let items): form.expenses = items
        case .hardship(let text): form.hardshipReason = text
        case .places(let register, let residence, let address):
            form.registerRegion = register
            form.residenceRegion = residence
            form.address = address
        case .contact(let phone, let account, let holder):
            form.phone = MobilePhone.normalized(phone) ?? phone
            form.bankAccount = account.filter { !$0.isWhitespace }
            form.accountHolderNumber = holder
        case .pledge(let isPledged, let hasRelative):
            form.isPledged = isPledged
            form.hasRelativeOnStaff = hasRelative
        case .filing(let filing): form.filing = filing
        }
        return nil
    }
}

extension DraftSection {
    /// Whether a field of the form belongs to the section.
    func holds(_ path: String) -> Bool {
        let head = path.split(separator: ".").first.map(String.init) ?? path
        return switch self {
        case .members, .incomes, .properties, .expenses: head == rawValue
        case .hardship: head == "hardshipReason"
        case .places: ["registerRegion", "residenceRegion", "address"].contains(head)
        case .contact: ["phone", "bankAccount", "accountHolderNumber"].contains(head)
        case .pledge: ["isPledged", "hasRelativeOnStaff"].contains(head)
        case .materials, .authorizations: false
        }
    }
}

/// How far a section is.
package enum DraftSectionState: String, CaseIterable, Codable, Hashable, Sendable {
    case empty, partial, complete, needsChange

    /// The state as the task list shows it.
    package var chinese: String {
        switch self {
        case .empty: "未填"
        case .partial: "填了一部分"
        case .complete: "已填好"
        case .needsChange: "需要您改"
        }
    }

    /// The state on English pages.
    package var english: String {
        switch self {
        case .empty: "Not started"
        case .partial: "Partly filled"
        case .complete: "Done"
        case .needsChange: "Please correct"
        }
    }

    /// A section of questions by its problems: what is missing leaves it partial, what is wrong asks for a change.
    static func of(_ problems: [FormProblem], isAnswered: Bool) -> DraftSectionState {
        if problems.isEmpty { return isAnswered ? .complete : .empty }
        if !isAnswered { return .empty }
        return problems.allSatisfy { missing.contains($0.code) } ? .partial : .needsChange
    }

    private static let missing: Set<FormProblemCode> = [
        .noMembers, .applicantMissing, .nameMissing, .idMissing, .phoneMissing, .reasonMissing,
        .registerRegionMissing, .residenceRegionMissing, .addressMissing, .accountMissing, .accountHolderUnknown,
        .pledgeMissing, .healthMissing, .employmentMissing, .abilityMissing, .relativesMissing,
    ]
}
