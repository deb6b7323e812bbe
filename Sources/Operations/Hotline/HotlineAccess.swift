package import Casework
import Primitives
package import Storage

/// Which posts work with tickets of the hotline, and which only read them.
package enum HotlineAuthority {
    /// Those who deal with tickets.
    package static let handlers: [Role] = [.townshipClerk, .townshipReviewer, .countyReviewer]
    /// Those who read tickets and the register; villages read none.
    package static let readers: [Role] = handlers + [.leader, .auditor]
    /// Those who may open who called, where the subject allows it.
    package static let openers: [Role] = handlers + [.auditor]
}

extension CommandContext {
    /// The tickets the actor reaches; nil for posts that have none to do with the hotline.
    package var hotlineReach: HotlineReach? {
        actor.staff.flatMap { staff in
            HotlineAuthority.readers.contains(staff.role)
                ? HotlineReach(staff.region, reader: staff.staffID, on: today) : nil
        }
    }

    /// The times of tickets in a region today.
    func hotlineTerms(at region: RegionCode) throws -> HotlineTerms {
        try HotlineTerms(policies(on: today), region: region, on: today)
    }

    /// Counts the days of tickets with the bureau's calendar.
    var hotlineCount: DeadlineCount { DeadlineCount(calendar: bureau.calendar) }
}

extension CaseState {
    /// Whether a call against the family has to bring the county to its door before the decision.
    var isUnderReview: Bool { isBeforeDecision && self != .draft && self != .paidFirst }
}

/// What may stand in a text that goes to the office.
enum HotlineWords {
    /// Most characters of a gist, a reply or a reason.
    static let limit = 2_000

    /// Whether a text gives away who called: the name, or the digits of the number however they are parted.
    static func names(_ informant: HotlineInformant, in text: String) -> Bool {
        func bare(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "-" } }
        let (words, name) = (bare(text), bare(informant.name))
        if name.count >= 2, words.contains(name) { return true }
        let digits = informant.phone.filter { $0.isASCII && $0.isNumber }
        return digits.count >= 7 && words.filter { $0.isASCII && $0.isNumber }.contains(digits)
    }

    /// Whether a number is one the hotline could have given.
    static func isNumber(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
            }
    }
}

/// Which office may be given a ticket.
enum HotlineOffice {
    /// What stands against an office dealing with a ticket about these people.
    static func problems(
        _ office: RegionCode, county: RegionCode, about: Set<StaffID>, in context: CommandContext
    ) throws -> [Reason] {
        let fits = office == county || (office.level == .township && county.contains(office))
        guard fits, try context.store.region(office) != nil else { return [.officeUnsuitable] }
        guard office != county else { return [] }
        let isConcerned = try about.contains {
            try context.store.holdsPost($0, within: office, on: context.today)
        }
        return isConcerned ? [.aboutHandler] : []
    }

    /// The name of an office as papers and pages have it.
    static func name(_ region: RegionCode, in context: CommandContext) throws -> String {
        let name = try context.store.regionName(region)
        return region.level == .county ? name + "民政局" : PaperIssuer.body(of: name)
    }
}
