import Casework
package import Operations
import Primitives
import Storage

extension Bureau {
    /// Puts submitted cases straight into the store, one family of one person each, `start` keeping their IDs apart.
    package func seedCases(count: Int, village: String, from start: Int = 0) async throws {
        let region = try RegionCode(village)
        guard let county = region.ancestor(at: .county) else { preconditionFailure("A village lies in a county.") }
        let now = systemClock()
        try await store.write { store in
            for position in start..<(start + count) {
                let id = try seededID(position)
                let entry = FamilyEntry(
                    registerNumber: nil, program: .applied, area: .rural, region: region, startedDay: now.chinaDate,
                    members: [FamilyMemberEntry(number: 1, name: "赵小龙", citizenID: id, relation: "applicant")])
                let family = try store.insertFamily(entry, on: now.chinaDate, at: now)
                var form = ApplicationForm(program: .dibao)
                form.members = [DeclaredMember(number: 1, name: "赵小龙", idNumber: id.text, relation: .applicant)]
                form.incomes = [DeclaredItem(memberNumber: 1, kind: .wage, amount: .monthly(Money(yuan: 300)))]
                let year = now.chinaDate.year
                let sequence = try store.nextNumber(series: "acceptance", region: county, year: year)
                let number = AcceptanceNumber(county: county, year: year, sequence: Int(sequence))
                var row = CaseRow(
                    id: store.ids.next(), number: number.text, program: .dibao, state: .submitted, familyID: family,
                    applicantName: "赵小龙", applicantLastFour: id.lastFour, headCount: 1, region: region, accountID: nil,
                    channel: "window", competentBody: .county, form: form, submittedDay: now.chinaDate,
                    trackingToken: "seed\(position)")
                let person = try store.ensurePerson(name: "赵小龙", citizenID: id, on: now.chinaDate, at: now)
                try store.insertCase(
                    row,
                    members: [
                        CaseMemberRow(
                            id: store.ids.next(), number: 1, personID: person, name: "赵小龙", relation: .applicant,
                            sex: id.sex, birthDate: id.birthDate, idNumber: id)
                    ], at: now)
                row.deadlineDay = now.chinaDate.adding(days: 7)
                try store.updateCase(&row, in: .region(region, on: now.chinaDate), at: now)
            }
        }
    }
}

private func seededID(_ position: Int) throws -> CitizenID {
    let serial = String(position % 999)
    let body = "37162119\(60 + position % 40)0501" + String(repeating: "0", count: 3 - serial.count) + serial
    return try CitizenID(body + String(CitizenID.checkCharacter(forFirst17: body)))
}
