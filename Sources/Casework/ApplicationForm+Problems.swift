package import Primitives

extension ApplicationForm {
    /// Most members of one application; more are entered by a clerk as two households.
    package static let memberCountMax = 20
    /// Most characters of a free text.
    package static let textLengthMax = 500

    /// Largest sum of one item; it also keeps sums over a year far from overflow.
    package static let amountMax = Money(yuan: 1_000_000_000)

    /// Every problem of the form on a day, in the order of the pages; empty when it may be submitted.
    package func problems(on today: CivilDate) -> [FormProblem] {
        householdProblems(on: today) + members.flatMap { memberProblems($0, on: today) } + repeatedMembers()
            + itemProblems("incomes", incomes, allowsOnce: false, allowsPeriod: true)
            + itemProblems("properties", properties, allowsOnce: true, allowsPeriod: false)
            + itemProblems("expenses", expenses, allowsOnce: true, allowsPeriod: true)
            + placeProblems() + accountProblems() + filingProblems()
    }

    /// A sum as typed in a field, or the problem of what was typed.
    package static func amount(_ text: String, at path: String) -> Result<Money, FormProblemError> {
        do {
            let money = try Money(parsing: text)
            if let problem = rangeProblem(money, at: path) { return .failure(.init(problem: problem)) }
            return .success(money)
        } catch {
            return .failure(.init(problem: FormProblem(path, .amountMalformed, text)))
        }
    }

    private static func rangeProblem(_ money: Money, at path: String) -> FormProblem? {
        if money < .zero { return FormProblem(path, .amountNegative) }
        return money > amountMax ? FormProblem(path, .amountTooLarge, amountMax.grouped) : nil
    }

    private func householdProblems(on today: CivilDate) -> [FormProblem] {
        if members.isEmpty { return [FormProblem("members", .noMembers)] }
        var found: [FormProblem] = []
        if members.count > Self.memberCountMax {
            found.append(FormProblem("members", .tooManyMembers, String(Self.memberCountMax)))
        }
        let applicants = members.filter { $0.relation == .applicant }
        if applicants.isEmpty { found.append(FormProblem("members", .applicantMissing)) }
        for extra in applicants.dropFirst() { found.append(problem(extra, "relation", .severalApplicants)) }
        for extra in members.filter({ $0.relation == .spouse }).dropFirst() {
            found.append(problem(extra, "relation", .severalSpouses))
        }
        if let applicant, applicant.isAdult(on: today) == false, !applicant.isRepresented {
            found.append(problem(applicant, "isRepresented", .applicantMinor, applicant.name))
        }
        return found
    }

    private func problem(
        _ member: DeclaredMember, _ field: String, _ code: FormProblemCode, _ detail: String = ""
    ) -> FormProblem {
        FormProblem("members.\(member.number).\(field)", code, detail)
    }

    private func memberProblems(_ member: DeclaredMember, on today: CivilDate) -> [FormProblem] {
        var found: [FormProblem] = []
        if isBlank(member.name) {
            found.append(problem(member, "name", .nameMissing))
        } else if PublicText(member.name) == nil {
            found.append(problem(member, "name", .nameUnsuitable, member.name))
        }
        let called = isBlank(member.name) ? "第\(member.number)位成员" : member.name
        if member.relation == nil { found.append(problem(member, "relation", .relationMissing, called)) }
        if isBlank(member.idNumber) {
            found.append(problem(member, "idNumber", .idMissing, called))
        } else {
            do {
                let id = try CitizenID(member.idNumber)
                do { try id.checkAge(on: today) } catch {
                    found.append(problem(member, "idNumber", .birthImpossible, called))
                }
            } catch {
                found.append(problem(member, "idNumber", .idMalformed, called))
            }
        }
        if member.health == nil { found.append(problem(member, "health", .healthMissing, called)) }
        if member.employment == nil { found.append(problem(member, "employment", .employmentMissing, called)) }
        if member.isAbleToWork == nil { found.append(problem(member, "isAbleToWork", .abilityMissing, called)) }
        if let grade = member.disability?.grade, !(1...4).contains(grade) {
            found.append(problem(member, "disability", .disabilityGradeWrong))
        }
        if !member.phone.isEmpty, !Self.isMobile(member.phone) {
            found.append(problem(member, "phone", .phoneMalformed, member.phone))
        }
        return found
    }

    private func repeatedMembers() -> [FormProblem] {
        var (found, numbers, ids): ([FormProblem], Set<Int>, Set<CitizenID>) = ([], [], [])
        for member in members {
            if !numbers.insert(member.number).inserted {
                found.append(FormProblem("members", .memberNumberRepeated, String(member.number)))
            }
            if let id = member.citizenID, !ids.insert(id).inserted {
                found.append(problem(member, "idNumber", .memberRepeated, member.name))
            }
        }
        return found
    }

    private func itemProblems<Kind>(
        _ list: String, _ items: [DeclaredItem<Kind>], allowsOnce: Bool, allowsPeriod: Bool
    ) -> [FormProblem] {
        items.enumerated().flatMap { index, item in
            var found: [FormProblem] = []
            if !hasMember(item.memberNumber) { found.append(FormProblem("\(list).\(index).member", .ownerUnknown)) }
            let path = "\(list).\(index).amount"
            if let problem = item.amount.money.flatMap({ Self.rangeProblem($0, at: path) }) { found.append(problem) }
            let fits =
                switch item.amount {
                case .once: allowsOnce
                case .monthly, .yearly: allowsPeriod
                case .unknown: true
                }
            if !fits { found.append(FormProblem(path, .periodUnsuitable)) }
            return found + lengthProblems(item.note, "\(list).\(index).note")
        }
    }

    private func placeProblems() -> [FormProblem] {
        var found: [FormProblem] = []
        if isBlank(hardshipReason) { found.append(FormProblem("hardshipReason", .reasonMissing)) }
        found += lengthProblems(hardshipReason, "hardshipReason")
        if registerRegion == nil { found.append(FormProblem("registerRegion", .registerRegionMissing)) }
        if let residenceRegion {
            if residenceRegion.level != .village {
                found.append(FormProblem("residenceRegion", .residenceNotVillage))
            }
        } else {
            found.append(FormProblem("residenceRegion", .residenceRegionMissing))
        }
        if isBlank(address) { found.append(FormProblem("address", .addressMissing)) }
        found += lengthProblems(address, "address")
        if isBlank(phone) {
            found.append(FormProblem("phone", .phoneMissing))
        } else if !Self.isMobile(phone) {
            found.append(FormProblem("phone", .phoneMalformed, phone))
        }
        return found
    }

    private func accountProblems() -> [FormProblem] {
        var found: [FormProblem] = []
        let account = bankAccount.utf8.filter { $0 != 0x20 }
        if account.isEmpty {
            found.append(FormProblem("bankAccount", .accountMissing))
        } else if !(8...30).contains(account.count) || !account.allSatisfy(isDigit) {
            found.append(FormProblem("bankAccount", .accountMalformed))
        }
        if !account.isEmpty, accountHolderNumber.map(hasMember) != true {
            found.append(FormProblem("accountHolderNumber", .accountHolderUnknown))
        }
        if hasRelativeOnStaff == nil { found.append(FormProblem("hasRelativeOnStaff", .relativesMissing)) }
        if !isPledged { found.append(FormProblem("isPledged", .pledgeMissing)) }
        return found
    }

    private func hasMember(_ number: Int) -> Bool { members.contains { $0.number == number } }

    private func lengthProblems(_ text: String, _ path: String) -> [FormProblem] {
        text.count > Self.textLengthMax ? [FormProblem(path, .textTooLong, String(Self.textLengthMax))] : []
    }

    private static func isMobile(_ text: String) -> Bool {
        text.utf8.count == 11 && text.utf8.first == 0x31 && text.utf8.allSatisfy(isDigit)
    }
}

/// A form problem as the failure of reading one field.
package struct FormProblemError: Error, Hashable, Sendable {
    /// The problem to show beside the field.
    package let problem: FormProblem
}

/// Whether a byte is one of 0 to 9.
func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
