package import Primitives

/// Who stands in for an adult who cannot sign, and why that may be.
package struct Representation: Codable, Hashable, Sendable {
    /// How the representative stands to the adult.
    package enum Standing: String, CaseIterable, Codable, Hashable, Sendable {
        case guardian, closeRelative

        /// The standing in words.
        package var chinese: String { self == .guardian ? "监护人" : "近亲属" }
    }

    /// The representative's full name.
    package let name: String
    /// Guardian or close relative.
    package let standing: Standing
    /// Why the adult cannot sign.
    package let reason: String
    /// Number of documents that prove it.
    package let evidenceCount: Int
    /// The day the adult, recovered, confirmed it; nil until then.
    package let ratifiedOn: CivilDate?

    /// A representation as filed.
    package init(name: String, standing: Standing, reason: String, evidenceCount: Int, ratifiedOn: CivilDate?) {
        self.name = name
        self.standing = standing
        self.reason = reason
        self.evidenceCount = evidenceCount
        self.ratifiedOn = ratifiedOn
    }
}

/// How a member has authorised the check of the household's circumstances (D05), or why not.
package enum AuthorizationStatus: Codable, Hashable, Sendable {
    /// By a code sent to the member's own phone.
    case ownCode(on: CivilDate)
    /// By hand before a clerk.
    case beforeClerk(StaffID, on: CivilDate)
    /// By a guardian or close relative.
    case represented(Representation, on: CivilDate)
    /// For a minor, by the named guardian.
    case byGuardian(name: String, on: CivilDate)
    /// Not yet, with the reason a clerk recorded; the member's sources wait, the case does not.
    case pending(reason: String)
    /// Not yet, and nobody has said why.
    case missing
}

/// A member as the rule sees one.
package struct AuthorizingMember: Hashable, Sendable {
    /// The member's number in the form.
    package let number: Int
    /// The member's name, for the sentence.
    package let name: String
    /// Whether the member is 18 or over.
    package let isAdult: Bool
    /// What was done.
    package let status: AuthorizationStatus

    /// A member with what was done.
    package init(number: Int, name: String, isAdult: Bool, status: AuthorizationStatus) {
        self.number = number
        self.name = name
        self.isAdult = isAdult
        self.status = status
    }
}

/// What an authorisation lacks.
package enum AuthorizationProblemCode: String, CaseIterable, Codable, Hashable, Sendable {
    case missing, minorNeedsGuardian, representativeUnnamed, reasonMissing, evidenceMissing, guardianForAdult
}

/// One thing to put right, for one member.
package struct AuthorizationProblem: Hashable, Sendable {
    /// The member's number in the form.
    package let memberNumber: Int
    /// The member's name.
    package let memberName: String
    /// What is wrong.
    package let code: AuthorizationProblemCode
    /// What is wrong and what to do, in Chinese.
    package var chinese: String {
        switch code {
        case .missing: "\(memberName)还没有授权核对。请本人用手机验证码授权，或到窗口当面签字。"
        case .minorNeedsGuardian: "\(memberName)未满18周岁，不能自己授权。请由监护人代签。"
        case .representativeUnnamed: "没有写\(memberName)的代签人是谁。请填写代签人姓名。"
        case .reasonMissing: "没有写\(memberName)为什么不能授权。请写明原因。"
        case .evidenceMissing: "\(memberName)由他人代签，但没有证明材料。请上传诊断证明或监护证明。"
        case .guardianForAdult: "\(memberName)已满18周岁，不按未成年人办理。请本人授权，或写明代签原因。"
        }
    }
}

/// What the household's authorisations allow.
package struct AuthorizationAssessment: Hashable, Sendable {
    /// Everything to put right before submitting.
    package let problems: [AuthorizationProblem]
    /// Members whose authorisation-bound sources wait.
    package let waitingMembers: [Int]
    /// Represented adults who have not confirmed yet.
    package let unratifiedMembers: [Int]

    /// Whether the application may be submitted.
    package var canSubmit: Bool { problems.isEmpty }
    /// Names of members with an open problem, as `CaseSnapshot.unansweredAuthorizations` takes them.
    package var unanswered: [String] {
        var names: [String] = []
        for problem in problems where !names.contains(problem.memberName) { names.append(problem.memberName) }
        return names
    }
}

/// Each adult authorises or is represented; each minor has a guardian; silence needs a recorded reason.
///
/// Basis: 社会救助暂行办法 art. 58; `domain.md` §9.14.
package enum AuthorizationRule {
    /// Assesses the authorisations of all members.
    package static func assess(_ members: [AuthorizingMember]) -> AuthorizationAssessment {
        AuthorizationAssessment(
            problems: members.flatMap { member in
                problems(of: member).map {
                    AuthorizationProblem(memberNumber: member.number, memberName: member.name, code: $0)
                }
            },
            waitingMembers: members.filter { !problems(of: $0).isEmpty || isPending($0.status) }.map(\.number),
            unratifiedMembers: members.filter { isUnratified($0.status) }.map(\.number))
    }

    private static func problems(of member: AuthorizingMember) -> [AuthorizationProblemCode] {
        switch member.status {
        case .missing: return [.missing]
        case .pending(let reason): return isBlank(reason) ? [.reasonMissing] : []
        case .ownCode, .beforeClerk: return member.isAdult ? [] : [.minorNeedsGuardian]
        case .byGuardian(let name, _):
            if member.isAdult { return [.guardianForAdult] }
            return isBlank(name) ? [.representativeUnnamed] : []
        case .represented(let representation, _):
            var found: [AuthorizationProblemCode] = []
            if isBlank(representation.name) { found.append(.representativeUnnamed) }
            guard member.isAdult else { return found }
            if isBlank(representation.reason) { found.append(.reasonMissing) }
            if representation.evidenceCount < 1 { found.append(.evidenceMissing) }
            return found
        }
    }

    private static func isPending(_ status: AuthorizationStatus) -> Bool {
        if case .pending = status { true } else { false }
    }

    private static func isUnratified(_ status: AuthorizationStatus) -> Bool {
        if case .represented(let representation, _) = status { representation.ratifiedOn == nil } else { false }
    }
}
