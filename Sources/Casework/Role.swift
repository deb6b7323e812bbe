package import Primitives

/// What a person may be to a case; staff hold a role through a post, which is a role in a region.
///
/// The platform itself is not a role: it acts as `CaseActor.system`.
package enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    case applicant, agent
    case aide, gridWorker
    case townshipClerk, townshipReviewer
    case countyReviewer, verificationOfficer
    case payer, payChecker, financeOfficer
    case leader, auditor, administrator

    /// The role's name on Chinese pages and documents.
    package var chinese: String {
        switch self {
        case .applicant: "申请人"
        case .agent: "代办人"
        case .aide: "协理员"
        case .gridWorker: "网格员"
        case .townshipClerk: "乡镇经办"
        case .townshipReviewer: "乡镇审核"
        case .countyReviewer: "县级审核确认"
        case .verificationOfficer: "核对中心"
        case .payer: "资金经办"
        case .payChecker: "资金复核"
        case .financeOfficer: "财政"
        case .leader: "领导"
        case .auditor: "审计监督"
        case .administrator: "系统管理"
        }
    }

    /// The role's name on English pages.
    package var english: String {
        switch self {
        case .applicant: "Applicant"
        case .agent: "Agent of the applicant"
        case .aide: "Assistance aide"
        case .gridWorker: "Grid worker"
        case .townshipClerk: "Township clerk"
        case .townshipReviewer: "Township reviewer"
        case .countyReviewer: "County reviewer"
        case .verificationOfficer: "Verification officer"
        case .payer: "Payment clerk"
        case .payChecker: "Payment checker"
        case .financeOfficer: "Finance officer"
        case .leader: "Leader"
        case .auditor: "Auditor"
        case .administrator: "Administrator"
        }
    }

    /// The region levels a post of this role may be tied to; empty for citizens, who hold no post.
    package var postLevels: Set<RegionLevel> {
        switch self {
        case .applicant, .agent: []
        case .aide, .gridWorker: [.village]
        case .townshipClerk, .townshipReviewer: [.township]
        case .countyReviewer, .payer, .payChecker, .financeOfficer: [.county]
        case .verificationOfficer: [.county, .city]
        case .leader, .auditor, .administrator: [.county, .city, .province]
        }
    }

    /// Whether the role belongs to a citizen rather than to a post.
    package var isCitizen: Bool { postLevels.isEmpty }
}

/// Who performs an event: a citizen, a staff member under one of their posts, or the platform.
package struct CaseActor: Hashable, Sendable {
    /// The role acted under; nil for the platform.
    package let role: Role?
    /// The signing staff member; nil for citizens and the platform.
    package let staffID: StaffID?

    private init(role: Role?, staffID: StaffID?) {
        self.role = role
        self.staffID = staffID
    }

    /// The platform: comparison jobs and public forms; it never signs an adverse act.
    package static let system = CaseActor(role: nil, staffID: nil)

    /// A citizen acting as applicant or agent.
    package static func citizen(_ role: Role = .applicant) -> CaseActor {
        precondition(role.isCitizen, "A citizen acts as applicant or agent; \(role.rawValue) is held through a post.")
        return CaseActor(role: role, staffID: nil)
    }

    /// A staff member acting under one of their posts.
    package static func staff(_ role: Role, _ staffID: StaffID) -> CaseActor {
        precondition(!role.isCitizen, "Staff act under a post; \(role.rawValue) is a citizen's role.")
        return CaseActor(role: role, staffID: staffID)
    }

    /// Whether the platform acts, without a person behind it.
    package var isSystem: Bool { role == nil }

    /// The actor in words, for refusals and the record.
    package var chinese: String { role?.chinese ?? "系统" }
}
