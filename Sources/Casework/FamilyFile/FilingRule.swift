package import Primitives

/// Where a member is registered and lives, as the rule on the place of filing sees it.
package struct MemberPlaces: Codable, Hashable, Sendable {
    /// The member's number in the form.
    package let number: Int
    /// Place of household register.
    package let register: RegionCode
    /// Habitual residence.
    package let residence: RegionCode
    /// Whether a residence permit of the place where the member lives is in force.
    package let hasResidencePermit: Bool

    /// A member's places.
    package init(number: Int, register: RegionCode, residence: RegionCode, hasResidencePermit: Bool) {
        self.number = number
        self.register = register
        self.residence = residence
        self.hasResidencePermit = hasResidencePermit
    }

    func livesWhereRegistered(at level: RegionLevel) -> Bool {
        register.ancestor(at: level) == residence.ancestor(at: level)
    }
}

/// What a province lets people do who live elsewhere in it, and who came from outside.
package struct FilingTerms: Hashable, Sendable {
    /// Whether people registered in the same province may file where they live.
    package var withinProvinceAtResidence: Cited<Bool>
    /// Whether holders of a residence permit from another province may.
    package var permitHoldersAtResidence: Cited<Bool>

    /// The terms of one region on one day.
    package init(withinProvinceAtResidence: Cited<Bool>, permitHoldersAtResidence: Cited<Bool>) {
        self.withinProvinceAtResidence = withinProvinceAtResidence
        self.permitHoldersAtResidence = permitHoldersAtResidence
    }
}

/// A township that may accept a household's filing, through whom, and by which rule.
package struct FilingPlace: Codable, Hashable, Sendable {
    /// The township.
    package let township: RegionCode
    /// The member who files there.
    package let memberNumber: Int
    /// Why there.
    package let ground: Ground

    /// Why a township accepts.
    package enum Ground: String, CaseIterable, Codable, Hashable, Sendable {
        case registerIsResidence, register, residenceInProvince, residencePermit

        /// The ground in words.
        package var chinese: String {
            switch self {
            case .registerIsResidence: "户籍地与经常居住地一致"
            case .register: "户籍所在地"
            case .residenceInProvince: "省内经常居住地"
            case .residencePermit: "持有居住证"
            }
        }
    }
}

/// Where a household files (57号 article 5): the first place is the one to offer, the others are lawful too.
package enum FilingRule {
    /// The townships that may accept, best first, each once; empty only for a household of nobody.
    package static func places(_ members: [MemberPlaces], terms: FilingTerms) -> [FilingPlace] {
        var found: [FilingPlace] = []
        func offer(_ member: MemberPlaces, _ region: RegionCode, _ ground: FilingPlace.Ground) {
            guard let township = region.ancestor(at: .township),
                !found.contains(where: { $0.township == township })
            else { return }
            found.append(FilingPlace(township: township, memberNumber: member.number, ground: ground))
        }
        for member in members where member.livesWhereRegistered(at: .township) {
            offer(member, member.register, .registerIsResidence)
        }
        let inProvince = terms.withinProvinceAtResidence.value
        for member in members where inProvince && member.livesWhereRegistered(at: .province) {
            offer(member, member.residence, .residenceInProvince)
        }
        for member in members where terms.permitHoldersAtResidence.value && member.hasResidencePermit {
            offer(member, member.residence, .residencePermit)
        }
        // Any member may always file at the own register; nobody is left without a window.
        let matches = members.contains { $0.livesWhereRegistered(at: .township) }
        let severalProvinces = Set(members.compactMap { $0.register.ancestor(at: .province) }).count > 1
        for member in members where !(severalProvinces && matches) || member.livesWhereRegistered(at: .township) {
            offer(member, member.register, .register)
        }
        return found
    }
}
