package import Primitives

/// Two roles or acts that one person may not combine, with the reason.
package struct DutyConflict: Hashable, Sendable {
    /// The first role.
    package let first: Role
    /// The second role.
    package let second: Role
    /// Why, and what to do, in Chinese.
    package let chinese: String
}

/// Separation of duties: by role, by person and by kinship.
package enum DutyRules {
    /// Pairs of roles whose posts one person may not hold at the same time.
    package static let incompatiblePosts: [(Role, Role)] = [
        (.payer, .payChecker), (.payer, .financeOfficer), (.payChecker, .financeOfficer),
        (.countyReviewer, .payer), (.townshipReviewer, .payer),
    ]

    /// Every conflict among the roles one person would hold.
    ///
    /// An administrator or auditor holds no role that acts on cases or money.
    package static func conflicts(among roles: Set<Role>) -> [DutyConflict] {
        var found: [DutyConflict] = []
        for (first, second) in incompatiblePosts where roles.contains(first) && roles.contains(second) {
            found.append(conflict(first, second))
        }
        let acting = roles.subtracting([.leader, .auditor, .administrator])
        for watcher in [Role.administrator, .auditor] where roles.contains(watcher) {
            for role in Role.allCases where acting.contains(role) { found.append(conflict(watcher, role)) }
        }
        if roles.contains(.administrator), roles.contains(.auditor) {
            found.append(conflict(.administrator, .auditor))
        }
        return found
    }

    private static func conflict(_ first: Role, _ second: Role) -> DutyConflict {
        let chinese = "“\(first.chinese)”与“\(second.chinese)”不能由同一人担任：经办与监督须分开。请把其中一个岗位交给他人。"
        return DutyConflict(first: first, second: second, chinese: chinese)
    }

    /// Whether a second person's check is made by a second person.
    package static func isSecondPerson(_ checker: StaffID, maker: StaffID) -> Bool { checker != maker }

    /// Everything that keeps this actor from this event, apart from the state of the case's papers.
    static func refusals(of request: CaseRequest) -> [Refusal] {
        let (rule, snapshot, actor) = (request.rule, request.snapshot, request.actor)
        var found = roleRefusals(of: request)
        if let seen = request.seenVersion, seen != snapshot.version { found.append(Refusal(.caseChanged)) }
        guard let staff = actor.staffID else { return found }
        if snapshot.relatedStaff.contains(staff) { found.append(Refusal(.relatedPerson)) }
        if rule.isDecision, snapshot.allSurveyors.contains(staff) { found.append(Refusal(.surveyorDecides)) }
        if rule.event == .confirm || rule.event == .refuse, snapshot.opinion?.by == staff {
            found.append(Refusal(.opinionGiverDecides))
        }
        return found
    }

    private static func roleRefusals(of request: CaseRequest) -> [Refusal] {
        roleRefusals(
            request.rule.performer, act: request.rule.event.chinese, body: request.snapshot.competentBody,
            actor: request.actor)
    }

    /// Whether this actor is among those who may do an act, by role alone.
    static func roleRefusals(
        _ performer: Performer, act: String, body: CompetentBody, actor: CaseActor
    ) -> [Refusal] {
        let roles = performer.roles(for: body)
        let holders = Role.allCases.filter(roles.contains).map(\.chinese).joined(separator: "、")
        guard let role = actor.role else {
            return performer.allowsSystem ? [] : [Refusal(.personMustSign, act, holders)]
        }
        if roles.contains(role) { return [] }
        let deciders = CompetentBody.allCases.map(\.decider)
        if performer == .decider, deciders.contains(role) {
            return [Refusal(.notCompetentBody, body == .county ? "县级民政部门" : "乡镇（受委托）", act, holders)]
        }
        return [Refusal(.roleNotAllowed, act, actor.chinese, holders)]
    }
}
