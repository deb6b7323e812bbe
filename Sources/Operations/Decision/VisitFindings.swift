package import Casework
package import Primitives

/// What two visitors found in a household (D10, D17): kept sealed, read by reviewers, turned into facts.
package struct VisitFindings: Codable, Hashable, Sendable {
    /// How the family lives, in words.
    package var livingConditions: String
    /// The housing, in words.
    package var housing: String
    /// What was said and seen of income, in words.
    package var incomeRemarks: String
    /// What was seen of each member.
    package var members: [VisitedMember]
    /// Photos, as uploads of the case.
    package var photoIDs: [UploadID]
    /// Whether both visitors signed the form.
    package var visitorsSigned: Bool
    /// Where the phone was; nil when it gave no place.
    package var position: VisitPosition?
    /// The place in words, where the phone gave none or lies far off.
    package var placeNote: String
    /// What neighbours said; who they were stays in the file.
    package var neighbours: [NeighbourInterview]

    /// Takes the parts.
    package init(
        livingConditions: String, housing: String = "", incomeRemarks: String = "", members: [VisitedMember] = [],
        photoIDs: [UploadID] = [], visitorsSigned: Bool = true, position: VisitPosition? = nil,
        placeNote: String = "", neighbours: [NeighbourInterview] = []
    ) {
        self.livingConditions = livingConditions
        self.housing = housing
        self.incomeRemarks = incomeRemarks
        self.members = members
        self.photoIDs = photoIDs
        self.visitorsSigned = visitorsSigned
        self.position = position
        self.placeNote = placeNote
        self.neighbours = neighbours
    }

    /// Reads findings, also those recorded before place and neighbours were asked for.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            livingConditions: try container.decode(String.self, forKey: .livingConditions),
            housing: try container.decode(String.self, forKey: .housing),
            incomeRemarks: try container.decode(String.self, forKey: .incomeRemarks),
            members: try container.decode([VisitedMember].self, forKey: .members),
            photoIDs: try container.decode([UploadID].self, forKey: .photoIDs),
            visitorsSigned: try container.decode(Bool.self, forKey: .visitorsSigned),
            position: try container.decodeIfPresent(VisitPosition.self, forKey: .position),
            placeNote: try container.decodeIfPresent(String.self, forKey: .placeNote) ?? "",
            neighbours: try container.decodeIfPresent([NeighbourInterview].self, forKey: .neighbours) ?? [])
    }
}

/// What was seen of one member; nil where the visitors could not tell.
package struct VisitedMember: Codable, Hashable, Sendable {
    /// The member's number in the form.
    package var number: Int
    /// Whether the visitors met the member.
    package var wasSeen: Bool?
    /// Whether a serious illness is recognised locally.
    package var isSeriouslyIll: Bool?
    /// Whether the member is able to work.
    package var isAbleToWork: Bool?
    /// Whether the member must care for somebody in the family.
    package var isCarer: Bool?
    /// The member's work.
    package var employment: Casework.Employment?
    /// Anything else, in words.
    package var note: String

    /// Takes the parts.
    package init(
        number: Int, wasSeen: Bool? = nil, isSeriouslyIll: Bool? = nil, isAbleToWork: Bool? = nil,
        isCarer: Bool? = nil, employment: Casework.Employment? = nil, note: String = ""
    ) {
        self.number = number
        self.wasSeen = wasSeen
        self.isSeriouslyIll = isSeriouslyIll
        self.isAbleToWork = isAbleToWork
        self.isCarer = isCarer
        self.employment = employment
        self.note = note
    }
}
