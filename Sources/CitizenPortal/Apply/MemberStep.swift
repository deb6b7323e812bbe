import Casework
import WebSupport

/// The second and third page about a member.
enum MemberStep: String, CaseIterable, CustomStringConvertible {
    case health, work

    var description: String { rawValue }

    /// What its page does, for the list of routes.
    var asks: String { self == .health ? "Asks about a member's health." : "Asks about a member's work and phone." }
    /// What its form does, for the list of routes.
    var keeps: String { self == .health ? "Keeps a member's health." : "Keeps a member's work and phone." }
    /// Its fields.
    var names: Set<String> {
        self == .health ? ["health", "disability", "grade"] : ["employment", "isAbleToWork", "phone", "isRepresented"]
    }

    func fields(_ context: BackstopContext) -> [Field] {
        switch self {
        case .health:
            [
                .radios(
                    "health", label: context.t("apply.health.state"),
                    context.choices(HealthCondition.self, "condition")),
                .radios(
                    "disability", label: context.t("apply.health.disability"),
                    [Field.Choice("none", context.t("answer.none"))]
                        + context.choices(DisabilityKind.self, "disability")),
                .radios(
                    "grade", label: context.t("apply.health.grade"), hint: context.t("apply.health.gradeHint"),
                    isOptional: true,
                    (1...4).map { Field.Choice(String($0), context.t("apply.health.level", ["grade": String($0)])) }),
            ]
        case .work:
            [
                .radios(
                    "employment", label: context.t("apply.work.employment"),
                    context.choices(Employment.self, "employment")),
                .radios("isAbleToWork", label: context.t("apply.work.able"), context.yesNo),
                .phone(
                    "phone", label: context.t("apply.work.phone"), hint: context.t("apply.work.phoneHint"),
                    isOptional: true),
                .radios(
                    "isRepresented", label: context.t("apply.work.represented"),
                    hint: context.t("apply.work.representedHint"), context.yesNo),
            ]
        }
    }

    /// What is known; the filer's own phone is offered for the applicant, who need not type it again.
    func known(_ member: DeclaredMember, filerPhone: String) -> [(String, String)] {
        switch self {
        case .health:
            [
                ("health", member.health?.rawValue ?? ""),
                ("disability", member.disability?.kind.rawValue ?? (member.health == nil ? "" : "none")),
                ("grade", member.disability.map { String($0.grade) } ?? ""),
            ]
        case .work:
            [
                ("employment", member.employment?.rawValue ?? ""),
                ("isAbleToWork", member.isAbleToWork.map { $0 ? "yes" : "no" } ?? ""),
                ("phone", member.phone.isEmpty && member.relation == .applicant ? filerPhone : member.phone),
                ("isRepresented", member.employment == nil ? "" : member.isRepresented ? "yes" : "no"),
            ]
        }
    }

    func read(_ reader: inout FormReader, into member: inout DeclaredMember, _ context: BackstopContext) {
        switch self {
        case .health:
            let health = reader.choice(
                "health", label: context.t("apply.health.state"), as: HealthCondition.self)
            let kind = reader.choice(
                "disability", label: context.t("apply.health.disability"),
                among: ["none"] + DisabilityKind.allCases.map(\.rawValue))
            let disability = kind.flatMap(DisabilityKind.init(rawValue:))
            let grade = reader.integer(
                "grade", label: context.t("apply.health.grade"), in: 1...4, isRequired: disability != nil)
            if let health { member.health = health }
            if let disability, let grade {
                member.disability = Disability(kind: disability, grade: Int(grade))
            } else if kind == "none" {
                member.disability = nil
            }
        case .work:
            let employment = reader.choice(
                "employment", label: context.t("apply.work.employment"), as: Employment.self)
            let able = reader.choice(
                "isAbleToWork", label: context.t("apply.work.able"), among: ["yes", "no"])
            let phone = reader.phone("phone", label: context.t("apply.work.phone"), isRequired: false)
            let represented = reader.choice(
                "isRepresented", label: context.t("apply.work.represented"), among: ["yes", "no"])
            if let employment {
                member.employment = employment
                member.isStudent = employment == .student
            }
            if let able { member.isAbleToWork = able == "yes" }
            member.phone = phone ?? ""
            if let represented { member.isRepresented = represented == "yes" }
        }
    }
}

/// Answers about a member as a form holds them.
enum MemberAnswers {
    /// The first member is the applicant unless something else is chosen.
    static func who(_ member: DeclaredMember?, isFirst: Bool) -> [(String, String)] {
        guard let member else { return isFirst ? [("relation", MemberRelation.applicant.rawValue)] : [] }
        return [
            ("name", member.name), ("idNumber", member.idNumber), ("relation", member.relation?.rawValue ?? ""),
        ]
    }

    /// The field of a problem such as `members.2.idNumber`, when the page asks for it.
    static func field(_ path: String, among names: Set<String>) -> String? {
        path.split(separator: ".").last.map(String.init).flatMap { names.contains($0) ? $0 : nil }
    }

    /// Full-width digits of Chinese keyboards as ASCII, blanks dropped.
    static func plain(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { scalar in
                    switch scalar.value {
                    case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0)
                    case 0x20, 0x3000: nil
                    default: scalar
                    }
                }))
    }
}
